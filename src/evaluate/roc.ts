import { range, sum } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { checkFinite, checkLabels, checkLevel, checkPaired } from './arguments.ts';
import { normalCdf, normalQuantile } from './distributions.ts';
import { covariance, type Interval, mean, variance } from './interval.ts';
import { checkProbabilities } from './probabilities.ts';

/** One point of a ROC curve: every score of at least `threshold` is called positive. */
export interface RocPoint {
  readonly threshold: number;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/** The probability that each positive outranks a random negative, and each negative a random positive. */
interface Placements {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * The area under the ROC curve: the probability that a random positive (label 1) scores higher than a random
 * negative (label 0), ties counting one half (Mann and Whitney 1947).
 */
export function rocAuc(labels: ArrayLike<number>, scores: ArrayLike<number>): number {
  return mean(placements('rocAuc', labels, scores).positives);
}

/**
 * The area under the ROC curve with DeLong's interval, cut at 0 and 1.
 *
 * Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44:837 (1988); by midranks as in Sun and Xu, IEEE Signal
 * Process. Lett. 21:1389 (2014).
 */
export function rocAucInterval(labels: ArrayLike<number>, scores: ArrayLike<number>, level = 0.95): Interval {
  checkLevel('rocAucInterval', level);
  const parts = placements('rocAucInterval', labels, scores);
  const estimate = mean(parts.positives);
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(delongCovariance(parts, parts));
  return {
    estimate,
    lower: Math.max(0, estimate - half),
    upper: Math.min(1, estimate + half),
    level,
    method: 'DeLong',
  };
}

/** DeLong's variance of the area under the ROC curve; NaN where a class has a single item. */
export function rocAucVariance(labels: ArrayLike<number>, scores: ArrayLike<number>): number {
  const parts = placements('rocAucVariance', labels, scores);
  return delongCovariance(parts, parts);
}

/** The comparison of two areas under the ROC curve over the same items. */
export interface AucComparison {
  /** First minus second area. */
  readonly difference: Interval;
  /** The difference in units of its standard error. */
  readonly z: number;
  /** Two-sided: how often chance alone would give a difference at least so large. */
  readonly pValue: number;
}

/** DeLong's paired test of two classifiers' areas under the ROC curve on the same items. */
export function compareRocAucs(
  labels: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  level = 0.95,
): AucComparison {
  checkLevel('compareRocAucs', level);
  const [a, b] = [placements('compareRocAucs', labels, first), placements('compareRocAucs', labels, second)];
  const estimate = mean(a.positives) - mean(b.positives);
  const spread = delongCovariance(a, a) + delongCovariance(b, b) - 2 * delongCovariance(a, b);
  const error = Math.sqrt(Math.max(0, spread));
  const half = normalQuantile((1 + level) / 2) * error;
  const z = estimate === 0 ? 0 : estimate / error;
  return {
    difference: { estimate, lower: estimate - half, upper: estimate + half, level, method: 'DeLong' },
    z,
    pValue: 2 * normalCdf(-Math.abs(z)),
  };
}

/** One-vs-rest areas of row-major `probabilities` [item, class]: NaN for a class that all or no items have. */
export function oneVsRestAuc(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): { readonly classes: readonly number[]; readonly macro: number } {
  const count = checkProbabilities('oneVsRestAuc', labels, probabilities);
  const classes = range(count).map((k) => {
    const positives = Array.from(labels, (label) => (label === k ? 1 : 0));
    const total = sum(positives);
    if (total === 0 || total === labels.length) return Number.NaN;
    return rocAuc(
      positives,
      Array.from(labels, (_, i) => probabilities[i * count + k] ?? 0),
    );
  });
  const defined = classes.filter((auc) => !Number.isNaN(auc));
  return { classes, macro: mean(defined) };
}

/** The ROC curve from (0, 0) to (1, 1), one point per distinct score. */
export function rocCurve(labels: ArrayLike<number>, scores: ArrayLike<number>): readonly RocPoint[] {
  const [positives, negatives] = countClasses('rocCurve', labels, scores);
  const order = sortedOrder(scores).reverse();
  const points: RocPoint[] = [{ threshold: Infinity, falsePositiveRate: 0, truePositiveRate: 0 }];
  let [tp, fp] = [0, 0];
  order.forEach((item, rank) => {
    if (labels[item] === 1) tp++;
    else fp++;
    const threshold = scores[item] ?? 0;
    if (scores[order[rank + 1] ?? -1] === threshold) return;
    points.push({ threshold, falsePositiveRate: fp / negatives, truePositiveRate: tp / positives });
  });
  return points;
}

function delongCovariance(first: Placements, second: Placements): number {
  const ofClass = (key: keyof Placements): number =>
    (first === second ? variance(first[key]) : covariance(first[key], second[key])) / first[key].length;
  return ofClass('positives') + ofClass('negatives');
}

/** Midranks over all items less midranks within the class, over the size of the other class (Sun and Xu 2014). */
function placements(where: string, labels: ArrayLike<number>, scores: ArrayLike<number>): Placements {
  const [positives, negatives] = countClasses(where, labels, scores);
  const overall = midranks(scores);
  const within = (label: number): [items: number[], ranks: Float64Array] => {
    const items = range(labels.length).filter((i) => labels[i] === label);
    return [items, midranks(items.map((i) => scores[i] ?? 0))];
  };
  const [ones, onesRanks] = within(1);
  const [zeros, zerosRanks] = within(0);
  return {
    positives: Float64Array.from(ones, (item, i) => ((overall[item] ?? 0) - (onesRanks[i] ?? 0)) / negatives),
    negatives: Float64Array.from(
      zeros,
      (item, i) => 1 - ((overall[item] ?? 0) - (zerosRanks[i] ?? 0)) / positives,
    ),
  };
}

/** Ranks from 1 in rising order, equal scores sharing the mean of their ranks. */
function midranks(scores: ArrayLike<number>): Float64Array {
  const order = sortedOrder(scores);
  const ranks = new Float64Array(scores.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) end++;
    for (let i = start; i < end; i++) ranks[order[i] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

function sortedOrder(scores: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  );
}

function countClasses(
  where: string,
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): [positives: number, negatives: number] {
  checkPaired(where, labels, scores);
  checkLabels(where, labels, 2);
  checkFinite(where, scores);
  const positives = sum(Array.from(labels));
  check(positives > 0 && positives < labels.length, () => ({
    where,
    expected: 'items of both classes',
    received: `${positives} positives of ${labels.length}`,
    remedy: 'A ROC curve needs at least one positive (1) and one negative (0).',
  }));
  return [positives, labels.length - positives];
}
