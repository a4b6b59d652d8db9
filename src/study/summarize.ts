import { type Interval, mean, meanInterval, standardDeviation } from '../evaluate/index.ts';
import {
  type PartIntervals,
  type PartName,
  type PartScores,
  partNames,
  type RepetitionResult,
} from './result.ts';

/** What several repetitions give together. */
export interface Summary {
  readonly metrics: PartScores;
  readonly spread: PartScores;
  readonly intervals: PartIntervals;
}

/**
 * Means and standard deviations over those repetitions that came to their end and were scored. The interval of a single
 * repetition is its own; of several, that of their mean, wider where their training parts overlap as those of folds do.
 */
export function summarize(repetitions: readonly RepetitionResult[], level: number | undefined): Summary {
  const whole = repetitions.filter(
    ({ ending, metrics }) => ending !== 'stopped' && Object.keys(metrics).length > 0,
  );
  const [only] = whole;
  const metrics = eachScore(whole, mean);
  if (!only || whole.length === 1) return { metrics, spread: {}, intervals: only?.intervals ?? {} };
  const spread = eachScore(whole, standardDeviation, 2);
  const folds = Math.max(...whole.map(({ fold }) => fold ?? 0));
  const options = { overlap: folds > 1 ? 1 / (folds - 1) : 0, ...(level !== undefined && { level }) };
  const intervalOf = (values: readonly number[], name: string) =>
    within(boundsOf(name), meanInterval(values, options));
  const intervals = eachScore(whole, intervalOf, 2);
  return { metrics, spread, intervals };
}

/** The smallest and the largest value that a score can have. */
function boundsOf(name: string): readonly [number, number] {
  if (name === 'rSquared') return [Number.NEGATIVE_INFINITY, 1];
  return [0, /accuracy|^f1$|^auc$|^ssim$|^calibrationError$/i.test(name) ? 1 : Number.POSITIVE_INFINITY];
}

/** Student's t knows no bounds; scores do. */
function within([least, most]: readonly [number, number], interval: Interval): Interval {
  return { ...interval, lower: Math.max(least, interval.lower), upper: Math.min(most, interval.upper) };
}

/** Something of every score over the repetitions, by part and name; of parts that were scored so often at least. */
function eachScore<T>(
  repetitions: readonly RepetitionResult[],
  of: (values: readonly number[], name: string) => T,
  least = 1,
): Readonly<Partial<Record<PartName, Readonly<Record<string, T>>>>> {
  const parts = partNames.flatMap((part) => {
    const all = repetitions.flatMap(({ metrics }) => (metrics[part] ? [metrics[part]] : []));
    if (all.length < least) return [];
    const names = Object.keys(all[0] ?? {});
    const scores = names.map(
      (name) =>
        [
          name,
          of(
            all.map((scores) => scores[name] ?? Number.NaN),
            name,
          ),
        ] as const,
    );
    return [[part, Object.fromEntries(scores)] as const];
  });
  return Object.fromEntries(parts);
}
