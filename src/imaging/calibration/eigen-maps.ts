/**
 * The largest eigenvalues, and their eigenvectors, of the matrices G(r) of all pixels r (Uecker 2014, eq. 17):
 *
 *     G_cc′(r) = Σ_d K_cc′(d) exp(2πi d·r / N)
 *
 * by power iteration, which begins at each pixel with the eigenvector of the one before, and for the second set
 * orthogonal to the first. Row by row: no more than a row of the matrices is in memory.
 */
import type { CovarianceKernels } from './espirit-kernels.ts';

/** The eigenvectors and eigenvalues of one set. */
export interface EigenMaps {
  /** Vectors of unit norm [coil, 2, row, column]. */
  readonly vectors: Float32Array;
  /** Eigenvalues [row, column], from 0 to 1. */
  readonly values: Float32Array;
}

const MOST_STEPS = 100;
/** The squared change of a step at which an eigenvector is found. */
const STILL = 1e-12;

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

interface Pairs {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function pairArray(length: number): Pairs {
  return { re: new Float64Array(length), im: new Float64Array(length) };
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

/** A vector, and room for the matrix times it. */
interface Vector extends Pairs {
  readonly next: Pairs;
}

function startVector(coils: number): Vector {
  const vector = { ...pairArray(coils), next: pairArray(coils) };
  vector.re.fill(1 / Math.sqrt(coils));
  return vector;
}

/** Turns a vector into the eigenvector of the largest eigenvalue beside those found; gives the eigenvalue. */
function powerIteration(matrix: Pairs, vector: Vector, found: readonly Vector[]): number {
  let value = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    times(matrix, vector, vector.next);
    for (const other of found) removePart(vector.next, other);
    value = norm(vector.next);
    if (value < 1e-9) return 0;
    if (advance(vector, 1 / value) < STILL) break;
  }
  return value;
}

/** A Hermitian matrix, of which the lower triangle is given row by row, times x. */
function times({ re, im }: Pairs, x: Pairs, y: Pairs): void {
  const n = x.re.length;
  for (let i = 0, pair = 0; i < n; i++) {
    const xr = x.re[i] ?? 0;
    const xi = x.im[i] ?? 0;
    let [sr, si] = [0, 0];
    for (let j = 0; j < i; j++, pair++) {
      const ar = re[pair] ?? 0;
      const ai = im[pair] ?? 0;
      const br = x.re[j] ?? 0;
      const bi = x.im[j] ?? 0;
      sr += ar * br - ai * bi;
      si += ar * bi + ai * br;
      y.re[j] = (y.re[j] ?? 0) + ar * xr + ai * xi;
      y.im[j] = (y.im[j] ?? 0) + ar * xi - ai * xr;
    }
    const diagonal = re[pair++] ?? 0;
    y.re[i] = sr + diagonal * xr;
    y.im[i] = si + diagonal * xi;
  }
}

/** y − u (uᴴ y), of unit u. */
function removePart(y: Pairs, u: Pairs): void {
  let [sr, si] = [0, 0];
  for (let i = 0; i < u.re.length; i++) {
    const [a, b, c, d] = [u.re[i] ?? 0, u.im[i] ?? 0, y.re[i] ?? 0, y.im[i] ?? 0];
    sr += a * c + b * d;
    si += a * d - b * c;
  }
  for (let i = 0; i < u.re.length; i++) {
    const [a, b] = [u.re[i] ?? 0, u.im[i] ?? 0];
    y.re[i] = (y.re[i] ?? 0) - (a * sr - b * si);
    y.im[i] = (y.im[i] ?? 0) - (a * si + b * sr);
  }
}

function norm({ re, im }: Pairs): number {
  let sum = 0;
  for (let i = 0; i < re.length; i++) sum += (re[i] ?? 0) ** 2 + (im[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}

/** The vector becomes the next one, scaled; gives the squared change. */
function advance({ re, im, next }: Vector, scale: number): number {
  let change = 0;
  for (let i = 0; i < re.length; i++) {
    const x = (next.re[i] ?? 0) * scale;
    const y = (next.im[i] ?? 0) * scale;
    change += (x - (re[i] ?? 0)) ** 2 + (y - (im[i] ?? 0)) ** 2;
    re[i] = x;
    im[i] = y;
  }
  return change;
}

function keep({ re, im }: Vector, vectors: Float32Array, pixel: number, points: number): void {
  for (let coil = 0; coil < re.length; coil++) {
    vectors[2 * coil * points + pixel] = re[coil] ?? 0;
    vectors[(2 * coil + 1) * points + pixel] = im[coil] ?? 0;
  }
}
