import { samplesTaken } from '../../imaging/calibration/calibration-region.ts';
import type { ShapedArray } from '../../imaging/shaped-array.ts';
import { check } from '../../util/errors.ts';
import { allFinite } from '../acquisition.ts';

/** What of a slice was sampled, as its zeros tell. */
export interface Sampled {
  /** [row, column]: 1 where sampled. */
  readonly mask: ShapedArray;
  /** Whether all within a rectangle was, so that it may be undersampled. */
  readonly fully: boolean;
  /** All samples of that rectangle by those taken. */
  readonly acceleration: number;
}

/** So many samples may be zero by chance where no line is missing. */
const CHANCE = 0.01;

/**
 * What was sampled: where a coil is not zero. Zeros that are rare and leave no line empty are values.
 *
 * @param kspace [coil, 2, row, column]
 * @throws InputError for values that are not finite, and for zeros alone.
 */
export function sampled(kspace: ShapedArray, where: string): Sampled {
  const [, , rows = 0, columns = 0] = kspace.shape;
  check(allFinite(kspace.data), () => ({
    where,
    expected: 'finite k-space',
    received: 'NaN or infinite samples',
    remedy: 'The scan is damaged, or was divided by zero.',
  }));
  const taken = samplesTaken(kspace);
  const [inRow, inColumn] = countLines(taken, rows, columns);
  const count = inRow.reduce((sum, one) => sum + one, 0);
  check(count > 0, () => ({ where, expected: 'k-space with signal', received: 'zeros in all lines' }));
  const [top, bottom] = extent(inRow);
  const [left, right] = extent(inColumn);
  const all = (bottom - top) * (right - left);
  const empty = inRow.subarray(top, bottom).includes(0) || inColumn.subarray(left, right).includes(0);
  const fully = !empty && all - count <= CHANCE * all;
  const isInside = (row: number, column: number) =>
    row >= top && row < bottom && column >= left && column < right;
  const data = Float32Array.from(taken, (one, at) =>
    fully ? Number(isInside(Math.floor(at / columns), at % columns)) : one,
  );
  return { mask: { data, shape: [rows, columns] }, fully, acceleration: fully ? 1 : all / count };
}

/** How many samples each row and each column has. */
function countLines(taken: Uint8Array, rows: number, columns: number): [Uint32Array, Uint32Array] {
  const [inRow, inColumn] = [new Uint32Array(rows), new Uint32Array(columns)];
  for (let at = 0; at < taken.length; at++) {
    if (!taken[at]) continue;
    const column = at % columns;
    const row = (at - column) / columns;
    inRow[row] = (inRow[row] ?? 0) + 1;
    inColumn[column] = (inColumn[column] ?? 0) + 1;
  }
  return [inRow, inColumn];
}

/** From the first to the last line that has any samples. */
function extent(counts: Uint32Array): readonly [start: number, end: number] {
  return [counts.findIndex((count) => count > 0), counts.findLastIndex((count) => count > 0) + 1];
}
