import { changedRate } from './learning-rate.ts';
import { at, indexOfMaximum, text } from './loss-curves.ts';
import { layersOf, nameOf } from './monitored-layers.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveFinding, TrainingCurves } from './training-curves.ts';
import { median, middles, windowsOf } from './windows.ts';

/** Steps go too far: the loss shoots up at the beginning, or weights grow without bound. */
export function learningRateTooHigh(curves: TrainingCurves): CurveFinding | undefined {
  const [early, growth] = [overshoot(curves), weightGrowth(curves)];
  const found = early?.certainty === 'possible' ? (growth ?? early) : (early ?? growth);
  if (!found) return undefined;
  const { words, settings } = changedRate(curves, 0.1);
  const advice = `${words} A warm-up or training.clipNorm bears with a higher one.`;
  return { kind: 'learning rate too high', advice, settings, ...found };
}

type Sign = Pick<CurveFinding, 'certainty' | 'evidence' | 'marks'>;

/** In its first steps the loss rises far above that of a model that has learned nothing. */
function overshoot({ series, baseline = 0 }: TrainingCurves): Sign | undefined {
  const loss = series['step/loss'];
  const count = loss?.steps.length ?? 0;
  if (!loss || count < THRESHOLDS.overshootSteps) return undefined;
  const early = Math.ceil(THRESHOLDS.beginning * count);
  const late = middles(loss, Math.floor(0.75 * count), count);
  const values = middles(loss, 0, early);
  const begin = Math.max(at(loss.low, 0), baseline, median(values), median(late));
  const highest = indexOfMaximum(values);
  const width = Math.max(3, Math.ceil(early / 1000));
  const stretches = windowsOf({ steps: values, low: values, high: values }, Math.ceil(early / width)).values;
  const certainty = certaintyOf({
    lasting: at(stretches, indexOfMaximum(stretches)) / begin,
    single: at(values, highest) / begin,
    odd: at(late, indexOfMaximum(late)) / median(late),
    left: median(late) / begin,
  });
  if (!certainty) return undefined;
  return {
    certainty,
    evidence: `The loss rose from ${text(at(loss.low, 0))} in the first step to ${text(at(values, highest))} in step ${at(loss.steps, highest)}.`,
    marks: [
      {
        series: 'step/loss',
        steps: [at(loss.steps, 0), at(loss.steps, early - 1)],
        levels: [{ value: begin, label: 'learned nothing' }],
      },
    ],
  };
}

/** The highest losses of the beginning and those of the end, as shares of the first loss or the baseline. */
interface Overshoot {
  /** Three steps on end, or a thousandth of the beginning. */
  readonly lasting: number;
  readonly single: number;
  /** How far from the median the oddest batch of the last quarter is. */
  readonly odd: number;
  readonly left: number;
}

/** What has learned well nevertheless began with odd batches, perhaps, unless the loss exploded. */
function certaintyOf({ lasting, single, odd, left }: Overshoot): CurveFinding['certainty'] | undefined {
  const hasLearned = left <= THRESHOLDS.leftOfBaseline;
  const isOdd = single > THRESHOLDS.overshootOdd * odd;
  if (lasting > THRESHOLDS.explosion) return hasLearned ? 'likely' : 'sure';
  if (lasting > THRESHOLDS.overshootLikely && !hasLearned) return 'sure';
  if (isOdd && single > THRESHOLDS.overshootLikely && !hasLearned) return 'likely';
  if (lasting > THRESHOLDS.overshoot || (isOdd && single > THRESHOLDS.overshootSingle)) return 'possible';
  return undefined;
}

/** The weights of a layer become many times as large as they began. */
function weightGrowth({ series }: TrainingCurves): Sign | undefined {
  for (const { layer, values, steps } of layersOf(series, 'weightNorm')) {
    const [first, last] = [at(values, 0), at(values, values.length - 1)];
    if (first === 0 || !(last > THRESHOLDS.weightGrowth * first)) continue;
    return {
      certainty: 'likely',
      evidence: `The weights of ${layer} grew from ${text(first)} to ${text(last)} in norm.`,
      marks: [{ series: nameOf('weightNorm', layer), steps: [at(steps, 0), at(steps, steps.length - 1)] }],
    };
  }
  return undefined;
}
