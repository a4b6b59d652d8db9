import { describe, expect, test } from 'vitest';
import { accuracy, classificationScores, confusionMatrix } from './confusion.ts';
import goldens from './goldens/evaluate.json' with { type: 'json' };

const golden = goldens.classification;
const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

describe('classification agrees with scikit-learn', () => {
  const matrix = confusionMatrix(golden.labels, golden.predicted, golden.classes);
  const scores = classificationScores(matrix);

  test('counts and accuracy', () => {
    expect(matrix).toEqual(golden.confusion);
    expect(accuracy(golden.labels, golden.predicted)).toBeCloseTo(golden.accuracy, 14);
    expect(scores.accuracy).toBeCloseTo(golden.accuracy, 14);
    expect(scores.balancedAccuracy).toBeCloseTo(golden.balancedAccuracy, 14);
  });

  test.each(['precision', 'recall', 'f1', 'specificity', 'support'] as const)('%s per class', (key) => {
    scores.classes.forEach((of, k) => {
      expect(orZero(of[key])).toBeCloseTo(golden[key][k] ?? -1, 14);
    });
  });

  test.each(['macro', 'micro'] as const)('%s averages', (kind) => {
    const { precision, recall, f1 } = scores[kind];
    [precision, recall, f1].forEach((value, i) => {
      expect(value).toBeCloseTo(golden[kind][i] ?? -1, 14);
    });
  });
});

test('a class that is never predicted has no precision; an absent one no recall either', () => {
  const { classes, macro } = classificationScores(confusionMatrix([0, 0, 1], [0, 0, 0], 3));
  expect(classes[1]).toMatchObject({ precision: Number.NaN, recall: 0, f1: 0, support: 1 });
  expect(classes[2]).toMatchObject({ precision: Number.NaN, recall: Number.NaN, f1: Number.NaN });
  expect(macro.recall).toBe(0.5);
});

test('typed arrays serve as labels', () => {
  expect(accuracy(Uint8Array.of(1, 2, 0), Uint32Array.of(1, 2, 2))).toBeCloseTo(2 / 3, 15);
});

test('bad labels are named', () => {
  expect(() => accuracy([], [])).toThrow('expected at least one item, received none');
  expect(() => accuracy([1], [1, 2])).toThrow('expected two lists of equal length, received 1 and 2 items');
  expect(() => confusionMatrix([0, 3], [0, 0], 3)).toThrow(
    'expected class labels from 0 to 2, received 3 at index 1',
  );
  expect(() => confusionMatrix([0, 1], [0, 0.5], 3)).toThrow('received 0.5 at index 1');
  expect(() =>
    classificationScores([
      [0, 0],
      [0, 0],
    ]),
  ).toThrow('at least one item');
});
