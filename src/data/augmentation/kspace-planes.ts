import type { RandomStream } from '../../util/random.ts';

/**
 * The k-space of one coil and slice: planes [row, column] of real and imaginary parts, the center at index floor(N / 2)
 * of either axis. Its image is the centered inverse Fourier transform. What is done to one is what the comments say of
 * the other.
 */
export interface KspacePlanes {
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Where the image lay while a column of k-space was measured, in pixels down and to the right. */
export type Motion = (column: number) => readonly [down: number, right: number];

/**
 * Moves the image, around its edges, by k(u, v) exp(-2πi (u d / R + v r / C)): by the same amount throughout, or by
 * another one for each column, as a patient moves between lines of phase encoding.
 */
export function translate(planes: KspacePlanes, motion: Motion): void {
  const { rows, columns } = planes;
  for (let column = 0; column < columns; column++) {
    const [down, right] = motion(column);
    const across = ((column - Math.floor(columns / 2)) * right) / columns;
    for (let row = 0; row < rows; row++) {
      const along = ((row - Math.floor(rows / 2)) * down) / rows;
      turn(planes, row * columns + column, -2 * Math.PI * (along + across));
    }
  }
}

/** Adds an angle, in radians, to the phase of the whole image. */
export function addPhase(planes: KspacePlanes, angle: number): void {
  for (let i = 0; i < planes.real.length; i++) turn(planes, i, angle);
}

/**
 * Mirrors the image upside down: row n becomes row R - 1 - n. Its k-space becomes k(-u, v), and of an even R, whose
 * middle lies between two rows, k(-u, v) exp(2πi u / R); the lowest frequency, -R / 2, stays where it is.
 */
export function flipRows(planes: KspacePlanes): void {
  const { rows, columns } = planes;
  for (const plane of [planes.real, planes.imaginary]) {
    const source = plane.slice();
    for (let row = 0; row < rows; row++) {
      const from = opposite(row, rows) * columns;
      plane.set(source.subarray(from, from + columns), row * columns);
    }
  }
  if (rows % 2 === 0) translate(planes, () => [-1, 0]);
}

/** Mirrors the image left to right: see {@link flipRows}. */
export function flipColumns(planes: KspacePlanes): void {
  const { columns } = planes;
  for (const plane of [planes.real, planes.imaginary]) {
    const source = plane.slice();
    for (let i = 0; i < plane.length; i++) {
      const column = i % columns;
      plane[i] = source[i - column + opposite(column, columns)] ?? 0;
    }
  }
  if (columns % 2 === 0) translate(planes, () => [0, -1]);
}

/** Turns a square image by 90° counterclockwise: rows and columns change places, and then it is mirrored upside down. */
export function quarterTurn(planes: KspacePlanes): void {
  const { columns } = planes;
  for (const plane of [planes.real, planes.imaginary]) {
    const source = plane.slice();
    for (let i = 0; i < plane.length; i++) {
      plane[i] = source[(i % columns) * columns + Math.floor(i / columns)] ?? 0;
    }
  }
  flipRows(planes);
}

/** Adds noise, independent and normal in both parts, of a standard deviation each. */
export function addComplexNoise(
  { real, imaginary }: KspacePlanes,
  deviation: number,
  stream: RandomStream,
): void {
  for (const plane of [real, imaginary]) {
    for (let i = 0; i < plane.length; i++) plane[i] = (plane[i] ?? 0) + deviation * stream.normal();
  }
}

/** Where the frequency -u is that lies opposite of one at an index. */
function opposite(index: number, length: number): number {
  return (2 * Math.floor(length / 2) - index + length) % length;
}

function turn({ real, imaginary }: KspacePlanes, i: number, angle: number): void {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const [re, im] = [real[i] ?? 0, imaginary[i] ?? 0];
  real[i] = cosine * re - sine * im;
  imaginary[i] = sine * re + cosine * im;
}
