import { expect, test } from 'vitest';
import goldens from './goldens/evaluate.json' with { type: 'json' };
import { brierScore, logLoss, predictedClasses } from './probabilities.ts';

const golden = goldens.classification;

test('log loss, Brier score and predicted classes agree with scikit-learn', () => {
  expect(logLoss(golden.labels, golden.probabilities)).toBeCloseTo(golden.logLoss, 12);
  expect(brierScore(golden.labels, golden.probabilities)).toBeCloseTo(golden.brier, 12);
  expect([...predictedClasses(golden.probabilities, golden.classes)]).toEqual(golden.predicted);
});

test('certain answers', () => {
  expect(logLoss([0], [1, 0])).toBe(0);
  expect(logLoss([1], [1, 0])).toBeCloseTo(52 * Math.LN2, 12);
  expect(brierScore([1], [1, 0])).toBe(2);
  expect(logLoss([0, 1], [0.25, 0.75, 0.75, 0.25])).toBeCloseTo(2 * Math.LN2, 12);
});

test('logits, NaN and wrong sizes are refused', () => {
  expect(() => logLoss([0], [2.5, -1])).toThrow('If these are logits, apply softmax first.');
  expect(() => brierScore([0], [Number.NaN, 1])).toThrow('received NaN at index 0');
  expect(() => logLoss([0, 1], [0.5, 0.5, 1])).toThrow('received 3 numbers for 2 labels');
  expect(() => logLoss([2], [0.5, 0.5])).toThrow('class labels from 0 to 1');
});

test('probabilities in float32 are accepted', () => {
  const thirds = Float32Array.of(1 / 3, 1 / 3, 1 / 3);
  expect(logLoss([1], thirds)).toBeCloseTo(Math.log(3), 6);
});
