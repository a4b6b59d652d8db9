import { expect, test } from 'vitest';
import goldens from './goldens/evaluate.json' with { type: 'json' };
import { meanAbsoluteError, meanSquaredError, rSquared } from './regression.ts';

test('regression errors agree with scikit-learn', () => {
  const { targets, predictions, ...golden } = goldens.regression;
  expect(meanSquaredError(targets, predictions)).toBeCloseTo(golden.meanSquaredError, 13);
  expect(meanAbsoluteError(targets, predictions)).toBeCloseTo(golden.meanAbsoluteError, 13);
  expect(rSquared(targets, predictions)).toBeCloseTo(golden.rSquared, 13);
});

test('constant targets, and bad input', () => {
  expect(rSquared([2, 2], [2, 2])).toBe(1);
  expect(rSquared([2, 2], [2, 3])).toBe(0);
  expect(rSquared([1, 2, 3], [2, 2, 2])).toBe(0);
  expect(() => meanSquaredError([1, 2], [1])).toThrow('received 2 and 1 items');
  expect(() => meanAbsoluteError([1], [Infinity])).toThrow(
    'expected finite numbers, received Infinity at index 0',
  );
});
