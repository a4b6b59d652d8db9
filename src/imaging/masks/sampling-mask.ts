import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';

/** Which samples of k-space are acquired, and what that amounts to. */
export interface SamplingMask {
  /** [row, column]: 1 where sampled, 0 elsewhere. */
  readonly mask: ShapedArray;
  /** All samples by those acquired: the acceleration that there really is. */
  readonly acceleration: number;
  /** The fully sampled columns in the center; of masks over both axes, the side of the fully sampled square. */
  readonly calibrationLines: number;
}

/** What every mask is made from. */
export interface MaskOptions {
  /** Samples of a readout. */
  readonly rows: number;
  /** Phase encodings of the full acquisition. */
  readonly columns: number;
  /** R: one sample of R is acquired, at least 1. */
  readonly acceleration: number;
  /** Fully sampled columns in the center, 0 by default; of masks over both axes, the side of a square. */
  readonly calibrationLines?: number;
}

/** What masks with random lines or points are made from. */
export interface RandomMaskOptions extends MaskOptions {
  readonly seed: number;
}

/** Options that were checked, with the defaults filled in. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly acceleration: number;
  readonly calibrationLines: number;
}

/** Checks what a mask is made from; `samples` is what may be left out: lines, or points. */
export function checkMask(where: string, options: MaskOptions, lines: number): Grid {
  const { rows, columns, acceleration, calibrationLines = 0 } = options;
  const refuse = (expected: string, received: number | string) => () => ({
    where,
    expected,
    received: String(received),
  });
  const sized = [rows, columns].every((size) => Number.isInteger(size) && size >= 1 && size <= 2 ** 14);
  check(sized, refuse('rows and columns from 1 to 16384', `${rows} × ${columns}`));
  check(
    acceleration >= 1 && acceleration <= lines,
    refuse(`an acceleration from 1 to ${lines}`, acceleration),
  );
  check(
    Number.isInteger(calibrationLines) && calibrationLines >= 0 && calibrationLines <= columns,
    refuse(`from 0 to ${columns} calibration lines, a whole number`, calibrationLines),
  );
  return { rows, columns, acceleration, calibrationLines };
}

/** How many of `count` samples an acceleration leaves; refuses when the calibration alone takes more. */
export function samplesToTake(
  where: string,
  count: number,
  acceleration: number,
  calibration: number,
): number {
  const target = Math.max(1, Math.round(count / acceleration));
  check(calibration <= target, () => ({
    where,
    expected: `at most ${target} samples for calibration: ${count} at acceleration ${acceleration}`,
    received: `${calibration}`,
    remedy: 'Ask for fewer calibration lines or a lower acceleration.',
  }));
  return target;
}

/** The indices of the `count` central ones of `size` samples, the sample at ⌊size/2⌋ being the center. */
export function centralIndices(size: number, count: number): number[] {
  const first = Math.floor(size / 2) - Math.floor(count / 2);
  return range(Math.max(0, first), Math.max(0, first) + count);
}

/** The indices of the calibration square's samples, row by row. */
export function centralSquare({ rows, columns, calibrationLines }: Grid): number[] {
  const across = centralIndices(columns, calibrationLines);
  const down = centralIndices(rows, Math.min(rows, calibrationLines));
  return down.flatMap((row) => across.map((column) => row * columns + column));
}

/** A mask over columns: every row the same. `lines` is 1 where a column is acquired. */
export function maskOfLines(lines: ArrayLike<number>, rows: number, calibrationLines: number): SamplingMask {
  const columns = lines.length;
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) data.set(lines, row * columns);
  return maskOfPoints(data, rows, columns, calibrationLines);
}

/** A mask over both axes; `data` is row-major. */
export function maskOfPoints(
  data: Float32Array,
  rows: number,
  columns: number,
  calibrationLines: number,
): SamplingMask {
  const acceleration = data.length / countOf(data);
  return { mask: shaped(data, [rows, columns]), acceleration, calibrationLines };
}

/** How many samples are acquired. */
export function countOf(data: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < data.length; i++) count += data[i] ?? 0;
  return count;
}
