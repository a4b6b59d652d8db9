import type { ArrayFile } from '../../formats/index.ts';
import type { Pictures } from './take-pictures.ts';

/** The values that are shown as black and as white, and why these. */
export interface GrayWindow {
  readonly black: number;
  readonly white: number;
  readonly reason: 'file' | 'soft tissue' | 'percentiles' | 'colors';
}

/** The window of soft tissue in CT, in Hounsfield units: center 40, width 400. */
const SOFT_TISSUE = [-160, 240] as const;

/** The share of values that may be darker than black, and as many brighter than white. */
const TAIL = 0.005;

/** What is shown as black and white: what the file recommends, else soft tissue for CT, else all but the extremes. */
export function grayWindow(
  { window, unit, inverted = false, dtype }: Pick<ArrayFile, 'window' | 'unit' | 'inverted' | 'dtype'>,
  { pictures, logarithmic }: Pick<Pictures, 'pictures' | 'logarithmic'>,
): GrayWindow {
  const isColor = pictures.some(({ samples }) => samples > 1);
  if (isColor && dtype === 'uint8') return { black: 0, white: 255, reason: 'colors' };
  const values = pictures.flatMap((picture) => [picture.values]);
  const found = recommended() ?? { ...percentiles(values, TAIL), reason: 'percentiles' as const };
  return inverted ? { ...found, black: found.white, white: found.black } : found;

  function recommended(): GrayWindow | undefined {
    if (logarithmic) return undefined;
    if (window) return { black: window[0], white: window[1], reason: 'file' };
    return unit === 'HU'
      ? { black: SOFT_TISSUE[0], white: SOFT_TISSUE[1], reason: 'soft tissue' }
      : undefined;
  }
}

/** How many values are looked at; more would not move a percentile. */
const SAMPLE = 200_000;

function percentiles(arrays: readonly Float32Array[], tail: number): { black: number; white: number } {
  const total = arrays.reduce((sum, { length }) => sum + length, 0);
  const step = Math.max(1, Math.floor(total / SAMPLE));
  const sample = arrays.flatMap((values) =>
    Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step] ?? 0),
  );
  const sorted = Float64Array.from(sample.filter(Number.isFinite)).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [black, white] = [at(tail), at(1 - tail)];
  return white > black ? { black, white } : { black: sorted[0] ?? 0, white: sorted.at(-1) ?? 0 };
}
