import { check } from '../util/errors.ts';

/** Checks that two lists describe the same items, at least one. */
export function checkPaired(where: string, first: ArrayLike<number>, second: ArrayLike<number>): void {
  check(first.length > 0, () => ({ where, expected: 'at least one item', received: 'none' }));
  check(first.length === second.length, () => ({
    where,
    expected: 'two lists of equal length',
    received: `${first.length} and ${second.length} items`,
  }));
}

/** Checks that every label is an integer from 0 to classes - 1. */
export function checkLabels(where: string, labels: ArrayLike<number>, classes: number): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? Number.NaN;
    check(Number.isInteger(label) && label >= 0 && label < classes, () => ({
      where,
      expected: `class labels from 0 to ${classes - 1}`,
      received: `${label} at index ${i}`,
    }));
  }
}

/** Checks that no value is NaN or infinite. */
export function checkFinite(where: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    check(Number.isFinite(values[i]), () => ({
      where,
      expected: 'finite numbers',
      received: `${values[i]} at index ${i}`,
    }));
  }
}

/** Checks that a confidence level lies strictly between 0 and 1. */
export function checkLevel(where: string, level: number): void {
  check(level > 0 && level < 1, () => ({
    where,
    expected: 'a confidence level between 0 and 1',
    received: String(level),
    remedy: 'Say 0.95 for 95 %.',
  }));
}
