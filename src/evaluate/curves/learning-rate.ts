import { at, text } from './loss-curves.ts';
import type { TrainingCurves } from './training-curves.ts';

/** The learning rate, as advice speaks of it. */
interface LearningRate {
  /** The rate of the last step. */
  readonly now: number;
  /** Its path in the study file, where it is one number there and the optimizer is known. */
  readonly path: string | undefined;
}

/** The learning rate of a training, where it is recorded. */
function learningRateOf({ series, optimizer }: TrainingCurves): LearningRate | undefined {
  const rates = series['step/learningRate'];
  const last = (rates?.steps.length ?? 0) - 1;
  if (!rates || last < 0) return undefined;
  const now = at(rates.high, last);
  const isSteady = Array.from(rates.low).every((rate, i) => rate === now && at(rates.high, i) === now);
  const path =
    isSteady && optimizer !== undefined ? `training.optimizer.${optimizer}.learningRate` : undefined;
  return { now, path };
}

/** What to write into the study file so that the learning rate is so many times what it is, in words and as a setting. */
export function changedRate(
  curves: TrainingCurves,
  factor: number,
): { words: string; settings: Record<string, number> } {
  const rate = learningRateOf(curves);
  const verb = factor < 1 ? 'Lower' : 'Raise';
  const times = factor < 1 ? 1 / factor : factor;
  if (!rate) return { words: `${verb} the learning rate ${text(times)}-fold.`, settings: {} };
  const next = Number((rate.now * factor).toPrecision(2));
  if (rate.path === undefined)
    return {
      words: `${verb} the learning rate ${text(times)}-fold; it ended at ${text(rate.now)}.`,
      settings: {},
    };
  return {
    words: `${verb} the learning rate: ${rate.path}: ${next} instead of ${text(rate.now)}.`,
    settings: { [rate.path]: next },
  };
}
