import type { Finding } from './finding.ts';
import { at, type LossCurves, text } from './loss-curves.ts';
import { THRESHOLDS } from './thresholds.ts';

/** The training loss ends not far below that of a model that has learned nothing. */
export function learnedLittle({ train, last, baseline, leftShare }: LossCurves): Finding | undefined {
  const end = at(train, last);
  if (end <= leftShare * baseline) return undefined;
  const share = Math.round((100 * end) / baseline);
  const evidence = `The training loss ends at ${text(end)}, ${share} % of the ${text(baseline)} of a model that has learned nothing.`;
  const advice = 'A larger model, less regularization or another learning rate; check inputs and labels.';
  return { kind: 'underfitting', evidence, epochs: [0, last], advice };
}

/** The training ended while the loss still fell. */
export function stillFalling({ train, last, noise }: LossCurves): Finding | undefined {
  const before = Math.floor(0.8 * last);
  const [start, end] = [at(train, before), at(train, last)];
  const enough = Math.max(THRESHOLDS.stillFalling * (at(train, 0) - end), noise);
  if (start - end <= enough) return undefined;
  const evidence = `The training loss still fell from ${text(start)} to ${text(end)} in the last fifth of the epochs.`;
  const advice = 'Train longer, or raise the learning rate.';
  return { kind: 'underfitting', evidence, epochs: [before, last], advice };
}
