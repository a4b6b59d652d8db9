import { check } from '../util/errors.ts';
import { Dataset } from './dataset.ts';
import { withInputsChanged } from './derived-items.ts';
import type { ItemSet } from './item-set.ts';
import { StreamedMoments } from './streamed-moments.ts';

/**
 * What is subtracted from inputs, and what they are then divided by: one number each for every input number, for
 * every channel, or for everything. Plain numbers, to be stored beside the model they belong to.
 */
export interface Standardization {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/**
 * Over what one mean is taken: each input number by itself (tables), each channel (images; the first axis), or all
 * numbers together.
 */
export type StandardizationScope = 'feature' | 'channel' | 'all';

/**
 * The mean and standard deviation of a dataset's inputs, in float64. Take them from the training part alone: whatever
 * has seen the test part has learned from it. What never varies gets the deviation 1.
 *
 * @example const standardization = standardizationOf(data.subset(train), 'feature');
 * @throws InputError for a dataset without items.
 */
export function standardizationOf(dataset: Dataset, scope: StandardizationScope): Standardization {
  checkSome(dataset);
  const statistics = statisticsFor(dataset, scope);
  const mean = means(dataset, statistics, (value) => value);
  const variance = means(dataset, statistics, (value, which) => (value - (mean[which] ?? 0)) ** 2);
  return { mean, deviation: variance.map((value, which) => deviationOf(value, mean[which] ?? 0)) };
}

/**
 * The same of items that are read as they are wanted: in one pass, in the set's order, without keeping any. Of a dataset
 * in memory, exactly what {@link standardizationOf} gives.
 *
 * @throws InputError for a set without items, and for an item that cannot be read.
 */
export async function standardizationOfItems(
  set: ItemSet,
  scope: StandardizationScope,
): Promise<Standardization> {
  if (set instanceof Dataset) return standardizationOf(set, scope);
  checkSome(set);
  const moments = new StreamedMoments(statisticsFor(set, scope), set.inputSize);
  await moments.addAll(set);
  const { mean, variance } = moments;
  return { mean, deviation: variance.map((value, which) => deviationOf(value, mean[which] ?? 0)) };
}

/**
 * The dataset with its inputs standardized: (input - mean) / deviation. Items that are read as they are wanted are
 * standardized then.
 *
 * @throws InputError when the statistics were taken from inputs of another shape.
 */
export function standardize(dataset: Dataset, standardization: Standardization): Dataset;
export function standardize(set: ItemSet, standardization: Standardization): ItemSet;
export function standardize(set: ItemSet, { mean, deviation }: Standardization): ItemSet {
  const run = runLength(set, mean.length);
  check(deviation.length === mean.length && deviation.every((value) => value > 0), () => ({
    where: `standardize ${set.name}`,
    expected: `${mean.length} positive deviations, one for each mean`,
    received: `[${deviation.join(', ')}]`,
  }));
  const standardized = (value: number, i: number) => {
    const which = Math.floor(i / run) % mean.length;
    return (value - (mean[which] ?? 0)) / (deviation[which] ?? 1);
  };
  if (!(set instanceof Dataset)) {
    return withInputsChanged(set, (inputs) => {
      for (let i = 0; i < inputs.length; i++) inputs[i] = standardized(inputs[i] ?? 0, i);
    });
  }
  const { name, inputShape, inputFields, targets, featureNames, groups } = set;
  return new Dataset({
    name,
    inputs: set.inputs.map(standardized),
    inputShape,
    inputFields,
    targets,
    featureNames,
    groups,
  });
}

function checkSome({ name, count }: ItemSet): void {
  check(count > 0, () => ({ where: `standardize ${name}`, expected: 'items', received: 'none' }));
}

/** How many means there are. */
function statisticsFor({ inputSize, inputShape }: ItemSet, scope: StandardizationScope): number {
  return { feature: inputSize, channel: inputShape[0] ?? 1, all: 1 }[scope];
}

/** How many neighboring input numbers share one of so many statistics. */
function runLength(dataset: ItemSet, statistics: number): number {
  const run = dataset.inputSize / statistics;
  check(Number.isInteger(run), () => ({
    where: `standardize ${dataset.name}`,
    expected: `statistics for inputs of shape [${dataset.inputShape.join(', ')}]`,
    received: `${statistics} means`,
  }));
  return run;
}

/** The mean of `of` over the input numbers that belong to each statistic. */
function means(dataset: Dataset, statistics: number, of: (value: number, which: number) => number): number[] {
  const run = runLength(dataset, statistics);
  const totals = new Float64Array(statistics);
  for (let i = 0; i < dataset.inputs.length; i += run) {
    const which = (i / run) % statistics;
    let total = 0;
    for (let k = i; k < i + run; k++) total += of(dataset.inputs[k] ?? 0, which);
    totals[which] = (totals[which] ?? 0) + total;
  }
  return Array.from(totals, (total) => (total * statistics) / dataset.inputs.length);
}

/** What rounding alone makes of a constant, relative to it: far below the steps of float32. */
const ROUNDING = 1e-12;

function deviationOf(variance: number, mean: number): number {
  const deviation = Math.sqrt(variance);
  return deviation > ROUNDING * Math.abs(mean) ? deviation : 1;
}
