import { check, present } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import { deal, type Splittable } from './deal.ts';

/** Item numbers for fitting, for choosing among fits, and for the final test: ascending and disjoint. */
export interface Split {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** How {@link split} divides. */
export interface SplitOptions {
  readonly seed: number;
  /** The share for validation, from 0 (the default) to 1. */
  readonly validation?: number;
  /** The share for the test, from 0 (the default) to 1. The rest is for training. */
  readonly test?: number;
  /** Keep the classes' proportions in every part: by default wherever items have labels. */
  readonly stratify?: boolean;
}

/** How {@link kFold} divides. */
export interface FoldOptions {
  readonly folds: number;
  readonly seed: number;
  /** Give each split the fold after its test fold for validation; by default that fold trains as well. */
  readonly validation?: boolean;
  /** Keep the classes' proportions in every fold: by default wherever items have labels. */
  readonly stratify?: boolean;
}

/**
 * Splits items at random, once: stratified by class and with every subject in one part.
 *
 * @example const { train, test } = split(dataset, { test: 0.2, seed: 1 });
 * @throws InputError for shares outside [0, 1] or above 1 together, or fewer subjects than parts.
 */
export function split(items: Splittable, options: SplitOptions): Split {
  const { seed, validation = 0, test = 0, stratify = true } = options;
  const rest = 1 - validation - test;
  check(validation >= 0 && test >= 0 && rest > -ROUNDING, () => ({
    where: 'split',
    expected: 'shares from 0 to 1, together at most 1',
    received: `validation ${validation}, test ${test}`,
  }));
  const shares = [rest > ROUNDING ? rest : 0, validation, test];
  const parts = deal(items, shares, stratify, RandomStream.derive(seed, 'split'));
  return { train: part(parts[0]), validation: part(parts[1]), test: part(parts[2]) };
}

/**
 * Splits for k-fold cross-validation: each item is tested in exactly one of them. Stratified by class, folds of
 * equal size (both within one item), and with every subject in one fold.
 *
 * @example for (const { train, test } of kFold(iris(), { folds: 5, seed: 1 })) ...
 * @throws InputError for fewer than 2 folds, 3 with validation, or more folds than items or subjects.
 */
export function kFold(items: Splittable, options: FoldOptions): Split[] {
  const { folds, seed, validation = false, stratify = true } = options;
  const least = validation ? 3 : 2;
  check(Number.isInteger(folds) && folds >= least && folds <= items.count, () => ({
    where: 'kFold',
    expected: `from ${least} to ${items.count} folds`,
    received: `${folds}`,
  }));
  const shares = Array.from({ length: folds }, () => 1 / folds);
  const parts = deal(items, shares, stratify, RandomStream.derive(seed, 'folds'));
  return parts.map((test, fold) => {
    const next = validation ? (fold + 1) % folds : undefined;
    const train = parts.filter((_, other) => other !== fold && other !== next).flat();
    return { train: part(train), validation: part(next === undefined ? [] : parts[next]), test: part(test) };
  });
}

/** What shares like 0.7 and 0.3 may miss of 1 in floating point. */
const ROUNDING = 1e-9;

function part(items: readonly number[] | undefined): Uint32Array {
  return Uint32Array.from(present(items, 'part of a split')).sort();
}
