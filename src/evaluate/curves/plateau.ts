import type { Finding } from './finding.ts';
import { at, indexOfMinimum, type LossCurves, text } from './loss-curves.ts';
import { THRESHOLDS } from './thresholds.ts';

/** The first stretch of a fifth of the epochs or more without progress, after which much was still gained, or nothing ever. */
export function plateau(curves: LossCurves): Finding | undefined {
  const { train, last, noise, baseline, leftShare, place } = curves;
  const width = Math.ceil(last / 5);
  const fall = at(train, 0) - at(train, indexOfMinimum(train));
  const flat = Math.max(THRESHOLDS.flat * fall, noise);
  const isFlat = (i: number): boolean => i + width <= last && at(train, i) - at(train, i + width) <= flat;
  const start = train.findIndex((_, i) => isFlat(i));
  if (start < 0) return undefined;
  let end = start + width;
  while (isFlat(end - width + 1)) end++;
  const resumed = at(train, end) - at(train, last) > THRESHOLDS.resumed * fall;
  if (!resumed && at(train, end) <= leftShare * baseline) return undefined;
  const evidence = `From ${place(start)} to ${place(end)} the training loss stayed near ${text(at(train, start))}.`;
  const advice = 'Try another initialization or learning rate, a warm-up, or normalization layers.';
  return { kind: 'plateau', evidence, epochs: [start, end], advice };
}
