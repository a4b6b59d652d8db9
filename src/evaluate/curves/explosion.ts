import { changedRate } from './learning-rate.ts';
import { at, text } from './loss-curves.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveFinding, CurveSeries, TrainingCurves } from './training-curves.ts';

const NAME = 'step/loss';

/** The loss of the steps is no number any more, or ends at its largest, many times what it began with. */
export function explosion(curves: TrainingCurves): CurveFinding | undefined {
  const loss = curves.series[NAME];
  const found = loss && (nonFinite(loss) ?? grown(loss, curves.baseline));
  if (!found) return undefined;
  const { words, settings } = changedRate(curves, 0.1);
  const advice = `${words} Shorten gradients (training.clipNorm: 1), and look for extreme values in the data.`;
  return { kind: 'divergence', certainty: 'sure', advice, settings, ...found };
}

type Sign = Pick<CurveFinding, 'evidence' | 'marks'>;

function nonFinite({ steps, high }: CurveSeries): Sign | undefined {
  const index = Array.from(high).findIndex((loss) => !Number.isFinite(loss));
  if (index < 0) return undefined;
  const step = at(steps, index);
  return {
    evidence: `The loss is not finite in step ${step}.`,
    marks: [{ series: NAME, steps: [at(steps, Math.max(0, index - 10)), step] }],
  };
}

function grown({ steps, low, high }: CurveSeries, baseline = 0): Sign | undefined {
  const last = steps.length - 1;
  if (last < 2) return undefined;
  const begin = Math.max(at(low, 0), baseline);
  const end = Math.min(at(high, last), at(high, last - 1));
  const isLargest = at(high, last) >= Array.from(high).reduce((most, loss) => Math.max(most, loss), 0);
  if (!isLargest || end <= THRESHOLDS.explosion * begin) return undefined;
  const rise = Array.from(high).findIndex((loss) => loss > THRESHOLDS.explosion * begin);
  return {
    evidence: `The loss rose from ${text(at(low, 0))} to ${text(at(high, last))} in step ${at(steps, last)}.`,
    marks: [
      {
        series: NAME,
        steps: [at(steps, Math.max(0, rise - 1)), at(steps, last)],
        levels: [{ value: begin, label: 'at the beginning' }],
      },
    ],
  };
}
