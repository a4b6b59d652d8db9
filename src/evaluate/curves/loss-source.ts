import { at, type LossCurves, lossCurves } from './loss-curves.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveLevel, CurveMark, TrainingCurves } from './training-curves.ts';
import { type Windows, windowsOf } from './windows.ts';

/** The losses that rules read, and how to point at them: those of epochs, or where these are few, windows of steps. */
export interface LossSource {
  readonly train: Float64Array;
  readonly validation: Float64Array | undefined;
  readonly curves: LossCurves;
  readonly place: (index: number) => string;
  /** Marks values of a part from one index to another. */
  readonly mark: (
    range: readonly [first: number, last: number],
    part: 'train' | 'validation',
    levels?: readonly CurveLevel[],
  ) => CurveMark;
}

/** Where losses are read from; undefined where there are too few of any kind. */
export function lossSourceOf({ series, baseline }: TrainingCurves): LossSource | undefined {
  const [train, validation, steps] = [series['train/loss'], series['validation/loss'], series['step/loss']];
  if (train && train.steps.length >= THRESHOLDS.epochs) {
    const known = validation && validation.steps.length === train.steps.length ? validation : undefined;
    return sourceOf(windowsOf(train), known && windowsOf(known), baseline, train.steps.length);
  }
  if (!steps || steps.steps.length < THRESHOLDS.leastSteps) return undefined;
  return sourceOf(windowsOf(steps, 100), undefined, baseline, undefined);
}

function sourceOf(
  train: Windows,
  validation: Windows | undefined,
  baseline: number | undefined,
  epochs: number | undefined,
): LossSource {
  const { length } = train.values;
  const epochOf = (index: number) => Math.floor(((index + 1) * (epochs ?? 0)) / length);
  const place = (index: number) =>
    epochs === undefined ? `step ${at(train.steps, index)}` : `epoch ${epochOf(index)}`;
  return {
    train: train.values,
    validation: validation?.values,
    curves: lossCurves(train.values, validation?.values, { baseline, place }),
    place,
    mark: ([first, last], part, levels) => ({
      series: epochs === undefined ? 'step/loss' : `${part}/loss`,
      steps: [at(train.steps, first), at(train.steps, last)],
      ...(epochs !== undefined && { epochs: [epochOf(first), epochOf(last)] as const }),
      ...(levels && { levels }),
    }),
  };
}
