import { check } from '../util/errors.ts';
import { checkFinite, checkLevel } from './arguments.ts';
import { normalQuantile, studentQuantile } from './distributions.ts';

/** An estimate with the interval that covers its true value with probability `level`. */
export interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Confidence level, 0.95 for 95 %. */
  readonly level: number;
  readonly method: 'Wilson' | 'Student t' | 'DeLong' | 'bootstrap percentile' | 'bootstrap BCa';
}

/**
 * Wilson's score interval of a proportion, such as an accuracy: sound for few items and near 0 and 1, where
 * the textbook's p ± z √(p(1-p)/n) is not.
 *
 * Source: Wilson, J. Am. Stat. Assoc. 22:209 (1927); Brown, Cai and DasGupta, Stat. Sci. 16:101 (2001).
 *
 * @example wilsonInterval(147, 150); // 0.98, from 0.943 to 0.993
 */
export function wilsonInterval(successes: number, trials: number, level = 0.95): Interval {
  checkLevel('wilsonInterval', level);
  check(trials >= 1 && successes >= 0 && successes <= trials, () => ({
    where: 'wilsonInterval',
    expected: '0 to n successes in n ≥ 1 trials',
    received: `${successes} in ${trials}`,
  }));
  const z = normalQuantile((1 + level) / 2);
  const estimate = successes / trials;
  const scale = 1 + (z * z) / trials;
  const center = (estimate + (z * z) / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((estimate * (1 - estimate)) / trials + (z / (2 * trials)) ** 2);
  const lower = successes === 0 ? 0 : center - half;
  const upper = successes === trials ? 1 : center + half;
  return { estimate, lower, upper, level, method: 'Wilson' };
}

/** How {@link meanInterval} takes its values. */
export interface MeanIntervalOptions {
  /** Confidence level, 0.95 by default. */
  readonly level?: number;
  /**
   * Test items / training items, where the values come from overlapping training sets: 1 / (k - 1) for k-fold
   * cross-validation. The scores are then correlated and the plain interval too narrow (Nadeau and Bengio,
   * Mach. Learn. 52:239, 2003: variance × (1/n + overlap)). 0 by default: independent values, such as seeds.
   */
  readonly overlap?: number;
}

/** Student's t interval of the mean of at least two values, such as the scores of folds or seeds. */
export function meanInterval(values: ArrayLike<number>, options: MeanIntervalOptions = {}): Interval {
  const { level = 0.95, overlap = 0 } = options;
  checkLevel('meanInterval', level);
  checkFinite('meanInterval', values);
  check(values.length >= 2, () => ({
    where: 'meanInterval',
    expected: 'at least 2 values',
    received: String(values.length),
    remedy: 'One run has no spread: repeat it with other seeds or folds.',
  }));
  const estimate = mean(values);
  const error = standardDeviation(values) * Math.sqrt(1 / values.length + overlap);
  const half = error * studentQuantile((1 + level) / 2, values.length - 1);
  return { estimate, lower: estimate - half, upper: estimate + half, level, method: 'Student t' };
}

/** The arithmetic mean. */
export function mean(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total / values.length;
}

/** The sample variance (divided by n - 1). */
export function variance(values: ArrayLike<number>): number {
  return covariance(values, values);
}

/** The sample covariance of two equally long lists (divided by n - 1). */
export function covariance(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [meanFirst, meanSecond] = [mean(first), mean(second)];
  let total = 0;
  for (let i = 0; i < first.length; i++) {
    total += ((first[i] ?? 0) - meanFirst) * ((second[i] ?? 0) - meanSecond);
  }
  return total / (first.length - 1);
}

/** The sample standard deviation (n - 1 in the denominator). */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}
