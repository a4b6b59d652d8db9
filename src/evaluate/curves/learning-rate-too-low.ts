import { changedRate } from './learning-rate.ts';
import { at, text } from './loss-curves.ts';
import type { LossSource } from './loss-source.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveFinding, TrainingCurves } from './training-curves.ts';

/** The loss falls all the way, nearly in a line, and most of it is left. */
export function learningRateTooLow(curves: TrainingCurves, source: LossSource): CurveFinding | undefined {
  const { train, last } = source.curves;
  const [first, middle, end] = [at(train, 0), at(train, Math.floor(last / 2)), at(train, last)];
  const fall = first - end;
  const isFall = fall >= Math.max(THRESHOLDS.slowFall * first, source.curves.noise);
  const isStraight = isFall && middle - end >= THRESHOLDS.straight * fall;
  const left = Math.max(end / first, end / (2 * source.curves.baseline));
  if (!isStraight || left < THRESHOLDS.leftWhenSlow || shareDown(train) < THRESHOLDS.downward)
    return undefined;
  const { words, settings } = changedRate(curves, 10);
  return {
    kind: 'learning rate too low',
    certainty: curves.isRunning ? 'possible' : 'likely',
    evidence: `The training loss fell from ${text(first)} to ${text(end)}, ${Math.round((100 * (middle - end)) / fall)} % of it in the second half: nearly in a line, and far from its end.`,
    advice: `${words} Then train longer, if it still falls at the end.`,
    settings,
    marks: [source.mark([0, last], 'train', [{ value: end, label: 'last' }])],
  };
}

/** The share of changes that lead down, taken over a third of the curve. */
function shareDown(values: Float64Array): number {
  const width = Math.max(1, Math.floor(values.length / 3));
  const changes = Array.from(values.slice(width), (value, i) => value - at(values, i));
  return changes.filter((change) => change < 0).length / Math.max(1, changes.length);
}
