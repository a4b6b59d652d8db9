import type { Finding } from './finding.ts';
import { at, indexOfMinimum, type LossCurves, text } from './loss-curves.ts';
import { THRESHOLDS } from './thresholds.ts';

const ADVICE = 'More data or augmentation, dropout, weight decay or a smaller model help.';

/** The validation loss rises while the training loss falls. */
export function risingValidation(curves: LossCurves): Finding | undefined {
  const { train, validation, last, noise, place } = curves;
  if (!validation) return undefined;
  const best = indexOfMinimum(validation);
  const [lowest, end] = [at(validation, best), at(validation, last)];
  const fall = at(validation, 0) - lowest;
  const enough = Math.max(THRESHOLDS.rise * lowest, THRESHOLDS.riseOfFall * fall, noise);
  if (end - lowest <= enough || at(train, last) >= at(train, best)) return undefined;
  const evidence = `From ${place(best)} the validation loss rose from ${text(lowest)} to ${text(end)} while the training loss fell from ${text(at(train, best))} to ${text(at(train, last))}.`;
  const advice = `Stop at ${place(best)}. ${ADVICE}`;
  return { kind: 'overfitting', evidence, epochs: [best, last], advice };
}

/** The validation loss stays far above the training loss. */
export function wideGap({ train, validation, last, noise }: LossCurves): Finding | undefined {
  if (!validation) return undefined;
  const [end, trainEnd] = [at(validation, last), at(train, last)];
  if (end - trainEnd <= Math.max(THRESHOLDS.gap * (at(train, 0) - trainEnd), noise)) return undefined;
  const evidence = `The validation loss ends at ${text(end)}, far above the training loss of ${text(trainEnd)}.`;
  return { kind: 'overfitting', evidence, epochs: [indexOfMinimum(validation), last], advice: ADVICE };
}
