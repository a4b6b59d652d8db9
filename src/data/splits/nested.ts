import type { Splittable } from '../deal.ts';
import { kFold, type Split } from '../split.ts';

/** How {@link nested} divides. */
export interface NestedOptions {
  /** How many folds, each of which tests once. */
  readonly outer: number;
  /** Into how many folds the rest is divided, each of which validates once. */
  readonly inner: number;
  readonly seed: number;
  readonly stratify?: boolean;
}

/**
 * Nested cross-validation (Varma and Simon 2006): for each outer fold, which tests, the splits of the others into inner
 * folds, which choose. What is chosen by the inner folds has never seen the outer one.
 *
 * @example for (const inner of nested(data, { outer: 5, inner: 4, seed: 1 })) for (const { train, validation } of inner) ...
 * @throws InputError for fewer than 2 folds, or more than subjects.
 */
export function nested(items: Splittable, { outer, inner, seed, stratify = true }: NestedOptions): Split[][] {
  return kFold(items, { folds: outer, seed, stratify }).map(({ train: rest, test }) => {
    const { labels, groups } = items;
    const others = {
      count: rest.length,
      labels: labels && Array.from(rest, (item) => labels[item] ?? 0),
      groups: groups && Array.from(rest, (item) => groups[item] ?? ''),
    };
    const original = (some: Uint32Array) => some.map((item) => rest[item] ?? 0);
    return kFold(others, { folds: inner, seed, stratify }).map(({ train, test: validation }) => ({
      train: original(train),
      validation: original(validation),
      test,
    }));
  });
}
