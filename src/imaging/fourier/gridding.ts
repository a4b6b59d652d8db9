import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type SparseMatrix, sparseMatrix } from '../linear-algebra/sparse-matrix.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { type KaiserBessel, kaiserBessel } from './kaiser-bessel.ts';

/** How samples are interpolated from a grid. */
export interface GriddingOptions {
  /** σ, how many times finer than the image's own the grid is, from 1.25 to 2; 2 by default. */
  readonly oversampling?: number;
  /** W, how many grid points along an axis a sample is made of, from 2 to 10; 6 by default. */
  readonly width?: number;
}

/** Interpolation from a Cartesian grid to a trajectory. */
export interface Gridding {
  /** [row, column] of the oversampled grid. */
  readonly gridShape: readonly [number, number];
  /** From grid points to samples; its transposed matrix grids. */
  readonly interpolation: SparseMatrix;
  /** By which pixels are to be multiplied for the kernel to cancel, [row, column]. */
  readonly deapodization: Float32Array;
}

/**
 * The tables that interpolate an oversampled k-space at a trajectory (Fessler and Sutton 2003, "Nonuniform fast Fourier
 * transforms using min-max interpolation"; the kernel is Beatty's). The grid goes on periodically.
 *
 * @param trajectory k in cycles per field of view, [2, spoke, sample]
 * @param sizes [row, column] of the image
 * @throws InputError for a trajectory that has another shape, is not finite or leads out of the image's k-space, or options
 *   out of their range.
 */
export function gridding(
  trajectory: ShapedArray,
  sizes: readonly [number, number],
  { oversampling = 2, width = 6 }: GriddingOptions = {},
): Gridding {
  checkTrajectory(trajectory, sizes);
  check(
    oversampling >= 1.25 && oversampling <= 2 && Number.isInteger(width) && width >= 2 && width <= 10,
    () => ({
      where: 'gridding',
      expected: 'an oversampling from 1.25 to 2 and a width from 2 to 10',
      received: `${oversampling} and ${width}`,
    }),
  );
  const [rows, columns] = [gridAxis(sizes[0], oversampling, width), gridAxis(sizes[1], oversampling, width)];
  const [byRow, byColumn] = [deapodization(sizes[0], rows), deapodization(sizes[1], columns)];
  return {
    gridShape: [rows.size, columns.size],
    interpolation: interpolationMatrix(trajectory, rows, columns),
    deapodization: Float32Array.from(byRow.flatMap((r) => byColumn.map((c) => r * c))),
  };
}

/** One axis of the grid. */
export interface GridAxis {
  readonly size: number;
  /** Grid cells per cycle per field of view. */
  readonly scale: number;
  readonly kernel: KaiserBessel;
}

function gridAxis(pixels: number, oversampling: number, width: number): GridAxis {
  const size = Math.max(fastLength(Math.ceil(pixels * oversampling)), width);
  const scale = size / pixels;
  return { size, scale, kernel: kaiserBessel(width, Math.min(scale, 2)) };
}

/** What undoes the kernel at each pixel, and makes the transforms of grid and image of one scale. */
function deapodization(pixels: number, { size, scale, kernel }: GridAxis): readonly number[] {
  const center = Math.floor(pixels / 2);
  return range(pixels).map((n) => Math.sqrt(scale) / kernel.transform((n - center) / size));
}

/** The next length whose prime factors are 2, 3 and 5. */
function fastLength(least: number): number {
  for (let length = least; ; length++) {
    let rest = length;
    for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
    if (rest === 1) return length;
  }
}

/** For each sample the grid points around it, with their weights φ(u_row) φ(u_column). */
export function interpolationMatrix(
  { data: k }: ShapedArray,
  rows: GridAxis,
  columns: GridAxis,
): SparseMatrix {
  const samples = k.length / 2;
  const width = rows.kernel.width;
  const [alongRow, alongColumn] = [new Float64Array(width), new Float64Array(width)];
  return sparseMatrix(samples, rows.size * columns.size, (sample, add) => {
    const row = kernelAt(k[sample] ?? 0, rows, alongRow);
    const column = kernelAt(k[samples + sample] ?? 0, columns, alongColumn);
    for (let i = 0; i < width; i++) {
      const line = modulo(row + i, rows.size) * columns.size;
      for (let j = 0; j < width; j++) {
        add(line + modulo(column + j, columns.size), (alongRow[i] ?? 0) * (alongColumn[j] ?? 0));
      }
    }
  });
}

/** The kernel's values at the grid points around k; the first of these points. */
function kernelAt(k: number, { size, scale, kernel }: GridAxis, values: Float64Array): number {
  const place = k * scale + Math.floor(size / 2);
  const first = Math.ceil(place - kernel.width / 2);
  for (let i = 0; i < values.length; i++) values[i] = kernel.value(place - first - i);
  return first;
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}

/**
 * Checks a trajectory for an image.
 *
 * @throws InputError where it has another shape, is not finite, or leads out of the image's k-space.
 */
export function checkTrajectory({ data, shape }: ShapedArray, sizes: readonly [number, number]): void {
  const finite = data.every(Number.isFinite);
  check(shape.length === 3 && shape[0] === 2 && finite, () => ({
    where: 'trajectory',
    expected: 'finite k_row and k_column in cycles per field of view, [2, spoke, sample]',
    received: `[${shape.join(', ')}]${finite ? '' : ', of which some are not finite'}`,
  }));
  const samples = data.length / 2;
  sizes.forEach((size, axis) => {
    const part = data.subarray(axis * samples, (axis + 1) * samples);
    const farthest = part.reduce((most, k) => Math.max(most, Math.abs(k)), 0);
    check(farthest <= BEYOND * size, () => ({
      where: `trajectory, ${axis === 0 ? 'k_row' : 'k_column'}`,
      expected: `at most ${size / 2} cycles per field of view for ${size} pixels`,
      received: `${farthest}`,
      remedy: 'Leave out the samples beyond, or take a larger image.',
    }));
  });
}

/** How far samples may be out, as a share of the image's size: its edge, and what gradient delays add. */
const BEYOND = 0.65;
