import { InputError } from '../../../util/errors.ts';
import type { Numbers } from '../../array/dtype.ts';

const NONE = 1;

/** Predictors by what they store instead of values (TIFF 6.0, section 14; Adobe Photoshop TIFF technical note 3). */
export const PREDICTOR = { differences: 2, floatBytes: 3 } as const;

/** Adds up along each row the differences between neighbors, in place. */
export function addDifferences(values: Numbers, width: number, samples: number): void {
  const row = width * samples;
  for (let i = 0; i < values.length; i++) {
    if (i % row >= samples) values[i] = (values[i] ?? 0) + (values[i - samples] ?? 0);
  }
}

/**
 * Puts together floats whose bytes come in planes along each row, the highest first, as differences between neighboring
 * bytes; gives them with the high byte first.
 */
export function joinedFloatBytes(
  bytes: Uint8Array,
  rowBytes: number,
  samples: number,
  unit: number,
): Uint8Array {
  const result = new Uint8Array(bytes.length);
  const line = new Uint8Array(rowBytes);
  const count = rowBytes / unit;
  for (let start = 0; start < bytes.length; start += rowBytes) {
    line.set(bytes.subarray(start, start + rowBytes));
    for (let i = samples; i < rowBytes; i++) line[i] = (line[i] ?? 0) + (line[i - samples] ?? 0);
    for (let i = 0; i < rowBytes; i++)
      result[start + unit * (i % count) + Math.floor(i / count)] = line[i] ?? 0;
  }
  return result;
}

/**
 * Checks that a predictor is known.
 *
 * @throws InputError
 */
export function checkPredictor(predictor: number, float: boolean, where: string): void {
  const known = predictor === NONE || predictor === (float ? PREDICTOR.floatBytes : PREDICTOR.differences);
  if (known) return;
  throw new InputError({
    where,
    expected: 'a TIFF predictor that suits its values',
    received: `${predictor}`,
  });
}
