import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { samplesTaken } from './calibration-region.ts';
import { multiCoil } from './multi-coil.ts';

/** The lines of a regularly undersampled k-space. */
export interface LinePattern {
  /** The columns that were sampled, ascending. */
  readonly sampled: readonly number[];
  /** From one line to the next outside of the calibration lines. */
  readonly acceleration: number;
  /** Where the calibration lines begin and end: all from the first up to the last, not included, are sampled. */
  readonly calibration: readonly [start: number, end: number];
}

const where = 'grappa';
const REMEDY = 'The methods sense, tv, tgv and wavelet take any pattern.';

/** Of a line so much has to be sampled: a value may happen to be zero. */
const WHOLE = 0.9;

/**
 * The pattern of sampled lines: every R-th, and calibration lines about the center.
 *
 * @param kspace [coil, 2, row, column], zeros where not sampled
 * @throws InputError where lines are not whole or not regular, or the center is not sampled.
 */
export function linePattern(kspace: ShapedArray): LinePattern {
  const lines = wholeLines(kspace);
  const sampled = range(lines.length).filter((line) => lines[line]);
  const calibration = calibrationLines(lines);
  const gaps = sampled.slice(1).map((to, i) => ({ to, from: sampled[i] ?? 0 }));
  const acceleration = gaps.reduce((most, { to, from }) => Math.max(most, to - from), 1);
  const [start, end] = calibration;
  const isRegular = ({ to, from }: { readonly to: number; readonly from: number }) =>
    to - from === acceleration || (to >= start && from < end);
  check(gaps.every(isRegular), () => ({
    where,
    expected: 'lines that are equally far apart, but for calibration lines in the center',
    received: `lines that are ${[...new Set(gaps.map(({ to, from }) => to - from))].join(', ')} apart`,
    remedy: REMEDY,
  }));
  return { sampled, acceleration, calibration };
}

/** For each column, whether it was sampled. */
function wholeLines(kspace: ShapedArray): Uint8Array {
  const { rows, columns } = multiCoil(where, kspace);
  const taken = samplesTaken(kspace);
  const counts = new Uint32Array(columns);
  const used = new Uint8Array(rows);
  for (let at = 0; at < taken.length; at++) {
    if (!taken[at]) continue;
    const column = at % columns;
    counts[column] = (counts[column] ?? 0) + 1;
    used[(at - column) / columns] = 1;
  }
  const whole = WHOLE * used.reduce((sum, one) => sum + one, 0);
  check(
    counts.every((count) => count === 0 || count >= whole),
    () => ({
      where,
      expected: 'whole lines along the readout',
      received: 'lines of which samples are missing',
      remedy: REMEDY,
    }),
  );
  return Uint8Array.from(counts, (count) => Number(count > 0));
}

function calibrationLines(lines: Uint8Array): readonly [number, number] {
  const center = Math.floor(lines.length / 2);
  check(lines[center] === 1, () => ({
    where,
    expected: 'calibration lines about the center of k-space',
    received: `none: column ${center} is not sampled`,
    remedy: REMEDY,
  }));
  let [start, end] = [center, center + 1];
  while (lines[start - 1]) start--;
  while (lines[end]) end++;
  return [start, end];
}
