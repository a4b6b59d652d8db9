import { checkPaired } from './arguments.ts';
import {
  type BootstrapOptions,
  bootstrapReplicates,
  intervalFromReplicates,
  type Statistic,
} from './bootstrap.ts';
import { binomialCdf } from './distributions.ts';
import type { Interval } from './interval.ts';

/** Two classifiers on the same items: where only one of them is right. */
export interface McNemar {
  /** Items that only the first classifies correctly. */
  readonly onlyFirst: number;
  /** Items that only the second classifies correctly. */
  readonly onlySecond: number;
  /** Two-sided exact p value; 1 where the two never differ. */
  readonly pValue: number;
}

/**
 * McNemar's exact test of two classifiers on the same items: under equal accuracy, the items that only one of them
 * gets right fall to either with probability 1/2.
 *
 * Source: McNemar, Psychometrika 12:153 (1947); Dietterich, Neural Comput. 10:1895 (1998).
 */
export function mcNemarTest(
  labels: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): McNemar {
  checkPaired('mcNemarTest', labels, first);
  checkPaired('mcNemarTest', labels, second);
  let [onlyFirst, onlySecond] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    const [firstRight, secondRight] = [first[i] === labels[i], second[i] === labels[i]];
    if (firstRight && !secondRight) onlyFirst++;
    if (secondRight && !firstRight) onlySecond++;
  }
  const [fewer, total] = [Math.min(onlyFirst, onlySecond), onlyFirst + onlySecond];
  return { onlyFirst, onlySecond, pValue: Math.min(1, 2 * binomialCdf(fewer, total, 0.5)) };
}

/** How much two models differ on the same items, and how surely. */
export interface PairedDifference {
  /** First minus second statistic. */
  readonly difference: Interval;
  /** Two-sided; at least 2 / (resamples + 1). */
  readonly pValue: number;
}

/**
 * The difference of two statistics over the same items (first minus second), with its bootstrap interval: each
 * resample is given to both, so that what makes an item hard cancels out. The p value is twice the smaller share of
 * resampled differences on one side of 0, counting one more (Davison and Hinkley 1997, section 4.4).
 *
 * @example pairedBootstrap(errorOf(unet), errorOf(sense), { items: slices, groups: subjects, seed: 1 });
 */
export function pairedBootstrap(
  first: Statistic,
  second: Statistic,
  options: BootstrapOptions,
): PairedDifference {
  const difference: Statistic = (indices) => first(indices) - second(indices);
  const replicates = bootstrapReplicates(difference, options);
  const atMost = replicates.filter((value) => value <= 0).length;
  const atLeast = replicates.filter((value) => value >= 0).length;
  return {
    difference: intervalFromReplicates(difference, replicates, options),
    pValue: Math.min(1, (2 * (1 + Math.min(atMost, atLeast))) / (replicates.length + 1)),
  };
}
