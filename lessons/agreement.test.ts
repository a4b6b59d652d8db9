import { expect, test } from 'vitest';
import { largestDifference } from './agreement.ts';

test('the largest difference is found between any two curves', () => {
  const curves = { a: [200, 2, 0.5], b: [200.02, 2, 0.5], c: [200, 2, 0.5003] };
  expect(largestDifference(curves, 1)).toBeCloseTo(1e-4, 7);
  expect(largestDifference(curves, 3)).toBeCloseTo(3e-4, 7);
});

test('a curve that ends early or is no number differs from all others', () => {
  expect(largestDifference({ a: [1, 1], b: [1] }, 2)).toBe(Number.POSITIVE_INFINITY);
  expect(largestDifference({ a: [1, Number.NaN], b: [1, 1] }, 2)).toBe(Number.POSITIVE_INFINITY);
});
