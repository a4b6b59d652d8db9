/**
 * The largest eigenvalues, and their eigenvectors, of the matrices G(r) of all pixels r (Uecker 2014, eq. 17):
 *
 *     G_cc′(r) = Σ_d K_cc′(d) exp(2πi d·r / N)
 *
 * by power iteration, which begins at each pixel with the eigenvector of the one before, and for the second set
 * orthogonal to the first. Row by row: no more than a row of the matrices is in memory.
 */
import type { CovarianceKernels } from './espirit-kernels.ts';
import { type Pairs, pairArray, powerIteration, startVector, type Vector } from './power-iteration.ts';

/** The eigenvectors and eigenvalues of one set. */
export interface EigenMaps {
  /** Vectors of unit norm [coil, 2, row, column]. */
  readonly vectors: Float32Array;
  /** Eigenvalues [row, column], from 0 to 1. */
  readonly values: Float32Array;
}

/** The maps of `sets` sets over an image. */
export function eigenMaps(
  kernels: CovarianceKernels,
  rows: number,
  columns: number,
  sets: number,
): EigenMaps[] {
  const { coils, shifts } = kernels;
  const points = rows * columns;
  const maps = Array.from({ length: sets }, () => ({
    vectors: new Float32Array(2 * coils * points),
    values: new Float32Array(points),
  }));
  const [down, along] = [waves(rows, shifts), waves(columns, shifts)];
  const bases = maps.map(() => startVector(coils));
  const found: Vector[] = [];
  const pairs = (coils * (coils + 1)) / 2;
  const [line, matrix] = [pairArray(shifts * pairs), pairArray(pairs)];
  for (let row = 0; row < rows; row++) {
    combine(kernels, down, row, line);
    for (let column = 0; column < columns; column++) {
      combine(line, along, column, matrix);
      found.length = 0;
      for (const [set, map] of maps.entries()) {
        const vector = bases[set] ?? startVector(coils);
        const pixel = row * columns + column;
        map.values[pixel] = powerIteration(matrix, vector, found);
        keep(vector, map.vectors, pixel, points);
        found.push(vector);
      }
    }
  }
  return maps;
}

/** exp(2πi d n / N) for n about the center of an axis, and d about 0: [n, d]. */
function waves(length: number, shifts: number): Pairs {
  const result = pairArray(length * shifts);
  for (let i = 0; i < result.re.length; i++) {
    const d = (i % shifts) - (shifts - 1) / 2;
    const n = Math.floor(i / shifts) - Math.floor(length / 2);
    result.re[i] = Math.cos((2 * Math.PI * d * n) / length);
    result.im[i] = Math.sin((2 * Math.PI * d * n) / length);
  }
  return result;
}

/** Σ_d from[d, ...] wave(d) over the first axis. */
function combine(from: Pairs, wave: Pairs, index: number, into: Pairs): void {
  const length = into.re.length;
  into.re.fill(0);
  into.im.fill(0);
  for (let d = 0, at = 0; at < from.re.length; d++, at += length) {
    const shift = index * (from.re.length / length) + d;
    const [cos, sin] = [wave.re[shift] ?? 0, wave.im[shift] ?? 0];
    for (let i = 0; i < length; i++) {
      const x = from.re[at + i] ?? 0;
      const y = from.im[at + i] ?? 0;
      into.re[i] = (into.re[i] ?? 0) + x * cos - y * sin;
      into.im[i] = (into.im[i] ?? 0) + x * sin + y * cos;
    }
  }
}

function keep({ re, im }: Vector, vectors: Float32Array, pixel: number, points: number): void {
  for (let coil = 0; coil < re.length; coil++) {
    vectors[2 * coil * points + pixel] = re[coil] ?? 0;
    vectors[(2 * coil + 1) * points + pixel] = im[coil] ?? 0;
  }
}
