import type { Plane } from './plane.ts';

/** Rows at the bottom of an image that are all one value. */
export interface FilledRows {
  readonly count: number;
  /** The share of the last row above them that differs from their value, and the largest share of any row. */
  readonly contentAbove: number;
  readonly mostContent: number;
  /** How many rows at the top are all of the same value. */
  readonly atTop: number;
}

/** What the values of one image are like. Shares are of all its pixels. */
export interface ValueDigest {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  readonly nonFinite: number;
  readonly zeros: number;
  /** How many different values there are, {@link MOST_DISTINCT} at most. */
  readonly distinct: number;
  /** The share of pixels cut off at the largest and at the smallest value, not counting what reaches the border. */
  readonly cutHigh: number;
  readonly cutLow: number;
  readonly filledRows: FilledRows;
}

/** From here on different values are not counted. */
const MOST_DISTINCT = 2000;

/** Looks at the values of one image. */
export function valueDigest(plane: Plane): ValueDigest {
  const { values } = plane;
  let [min, max, total, squares, finite, zeros] = [Infinity, -Infinity, 0, 0, 0, 0];
  const distinct = new Set<number>();
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    finite++;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value === 0) zeros++;
    total += value;
    if (distinct.size < MOST_DISTINCT) distinct.add(value);
  }
  const mean = total / finite;
  for (const value of values) if (Number.isFinite(value)) squares += (value - mean) ** 2;
  return {
    min,
    max,
    mean,
    deviation: Math.sqrt(squares / finite),
    nonFinite: 1 - finite / values.length,
    zeros: zeros / values.length,
    distinct: distinct.size,
    cutHigh: cutShare(plane, max, max - min),
    cutLow: cutShare(plane, min, min - max),
    filledRows: filledRows(plane),
  };
}

/** Values are cut off where the extreme one is more frequent than all values in this share of the range next to it. */
const BAND = 0.05;

/** The share of pixels at an extreme value, where it has been cut off, without the areas that reach the border. */
function cutShare(plane: Plane, extreme: number, range: number): number {
  const { values } = plane;
  let [at, near] = [0, 0];
  for (const value of values) {
    if (value === extreme) at++;
    else if ((extreme - value) / range <= BAND) near++;
  }
  if (at <= Math.max(1, near) || range === 0) return 0;
  return (at - reachingBorder(plane, extreme)) / values.length;
}

/** How many pixels of that value are connected to the border by pixels of that value. */
function reachingBorder({ values, rows, columns }: Plane, value: number): number {
  const seen = new Uint8Array(values.length);
  const stack: number[] = [];
  const visit = (row: number, column: number) => {
    const at = row * columns + column;
    if (row < 0 || column < 0 || row >= rows || column >= columns || seen[at] === 1) return;
    if (values[at] !== value) return;
    seen[at] = 1;
    stack.push(at);
  };
  for (let row = 0; row < rows; row++) for (const column of [0, columns - 1]) visit(row, column);
  for (let column = 0; column < columns; column++) for (const row of [0, rows - 1]) visit(row, column);
  let count = 0;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    count++;
    const [row, column] = [Math.floor(at / columns), at % columns];
    visit(row - 1, column);
    visit(row + 1, column);
    visit(row, column - 1);
    visit(row, column + 1);
  }
  return count;
}

/** Rows of fewer different values are drawn, not measured. */
const FEW = 8;

/** Rows of one value at the bottom: what a decoder leaves that ran out of bytes, or padding. */
function filledRows({ values, rows, columns }: Plane): FilledRows {
  const value = values.at(-1) ?? 0;
  const shares = Array.from({ length: rows }, (_, row) => {
    let differing = 0;
    for (let column = 0; column < columns; column++)
      if (values[row * columns + column] !== value) differing++;
    return differing / columns;
  });
  const last = shares.findLastIndex((share) => share > 0);
  const isTextured = (row: number) =>
    new Set(values.subarray(Math.max(0, row) * columns, Math.max(0, row + 1) * columns)).size > FEW;
  // The row in which the bytes ended may be half filled: the one above it counts as well.
  const contents = [last - 1, last].map((row) => (isTextured(row) ? (shares[row] ?? 0) : 0));
  const contentAbove = Math.max(...contents);
  const first = shares.findIndex((share) => share > 0);
  return {
    count: rows - 1 - last,
    contentAbove,
    mostContent: shares.reduce((a, b) => Math.max(a, b), 0),
    atTop: first === -1 ? rows : first,
  };
}
