import { check } from '../../util/errors.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { type MultiCoil, multiCoil } from './multi-coil.ts';

/** The largest calibration region that is looked for. */
export type RegionSize = readonly [rows: number, columns: number];

const DEFAULT_SIZE: RegionSize = [24, 24];

/**
 * The fully sampled region about the center of k-space, at most of the size asked for. A sample counts as taken where
 * a coil of it is not zero.
 *
 * @param kspace [coil, 2, row, column]
 * @param size the most rows and columns, [24, 24] by default
 * @param least the fewest rows and columns that serve
 * @returns [coil, 2, row, column] of the region
 * @throws InputError where the region is smaller than `least`.
 * @example const region = calibrationRegion(kspace, [24, 24]);
 */
export function calibrationRegion(kspace: ShapedArray, size = DEFAULT_SIZE, least = 2): ShapedArray {
  const where = 'calibrationRegion';
  const sizes = multiCoil(where, kspace);
  const taken = samplesTaken(kspace);
  const full = (rows: number, columns: number) => isFull(taken, sizes, rows, columns);
  const most = [Math.min(size[0], sizes.rows), Math.min(size[1], sizes.columns)] as const;
  const side = last(Math.min(...most), (length) => full(length, length));
  const columns = last(most[1], (length) => length <= side || full(side, length));
  const rows = last(most[0], (length) => length <= side || full(length, columns));
  check(Math.min(rows, columns) >= least, () => ({
    where,
    expected: `at least ${least} × ${least} samples in the center of k-space, all taken`,
    received: side === 0 ? 'none' : `${rows} × ${columns}`,
    remedy: 'Sensitivities need calibration lines, or maps that were made before.',
  }));
  return cut(kspace, sizes, rows, columns);
}

/** For each sample [row, column] 1 where a coil of it is not zero, 0 elsewhere. */
export function samplesTaken(kspace: ShapedArray): Uint8Array {
  const { points } = multiCoil('samplesTaken', kspace);
  const taken = new Uint8Array(points);
  const { data } = kspace;
  for (let part = 0; part < data.length; part += points) {
    for (let i = 0; i < points; i++) if (data[part + i] !== 0) taken[i] = 1;
  }
  return taken;
}

/** The largest whole number up to `most` before the first for which a test fails. */
function last(most: number, holds: (length: number) => boolean): number {
  let length = 0;
  while (length < most && holds(length + 1)) length++;
  return length;
}

/** Where the central `length` of `size` samples begin: the center, ⌊size/2⌋, is at their ⌊length/2⌋. */
export function centralStart(size: number, length: number): number {
  return Math.floor(size / 2) - Math.floor(length / 2);
}

function isFull(taken: Uint8Array, sizes: MultiCoil, rows: number, columns: number): boolean {
  const [top, left] = [centralStart(sizes.rows, rows), centralStart(sizes.columns, columns)];
  for (let row = top; row < top + rows; row++) {
    for (let column = left; column < left + columns; column++) {
      if (!taken[row * sizes.columns + column]) return false;
    }
  }
  return true;
}

function cut({ data }: ShapedArray, sizes: MultiCoil, rows: number, columns: number): ShapedArray {
  const [top, left] = [centralStart(sizes.rows, rows), centralStart(sizes.columns, columns)];
  const region = new Float32Array(2 * sizes.coils * rows * columns);
  for (let part = 0; part < 2 * sizes.coils; part++) {
    for (let row = 0; row < rows; row++) {
      const from = part * sizes.points + (top + row) * sizes.columns + left;
      region.set(data.subarray(from, from + columns), (part * rows + row) * columns);
    }
  }
  return { data: region, shape: [sizes.coils, 2, rows, columns] };
}
