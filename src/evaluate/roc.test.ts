import { describe, expect, test } from 'vitest';
import goldens from './goldens/evaluate.json' with { type: 'json' };
import { compareRocAucs, oneVsRestAuc, rocAuc, rocAucInterval, rocAucVariance, rocCurve } from './roc.ts';

describe('ROC analysis agrees with scikit-learn, with jackknifed areas for DeLong', () => {
  const golden = goldens.roc;

  test('area, variance and interval, with ties', () => {
    const { lower, upper } = rocAucInterval(golden.labels, golden.first, golden.level);
    expect(rocAuc(golden.labels, golden.first)).toBeCloseTo(golden.auc, 13);
    expect(rocAucVariance(golden.labels, golden.first)).toBeCloseTo(golden.variance, 13);
    expect([lower, upper]).toEqual([expect.closeTo(golden.lower, 12), expect.closeTo(golden.upper, 12)]);
  });

  test('paired comparison', () => {
    const { difference, z, pValue } = compareRocAucs(golden.labels, golden.first, golden.second);
    expect(difference.estimate).toBeCloseTo(golden.difference, 13);
    expect(z).toBeCloseTo(golden.z, 10);
    expect(pValue).toBeCloseTo(golden.pValue, 12);
  });

  test('curve', () => {
    const points = rocCurve(golden.labels, golden.first);
    expect(points.map((point) => point.falsePositiveRate)).toEqual(golden.fpr);
    expect(points.map((point) => point.truePositiveRate)).toEqual(golden.tpr);
    expect(points.slice(1).map((point) => point.threshold)).toEqual(golden.thresholds);
  });

  test('one class against the rest', () => {
    const { labels, probabilities, oneVsRest, oneVsRestMacro } = goldens.classification;
    const { classes, macro } = oneVsRestAuc(labels, probabilities);
    expect(classes).toEqual(oneVsRest.map((auc) => expect.closeTo(auc, 13)));
    expect(macro).toBeCloseTo(oneVsRestMacro, 13);
  });
});

test('perfect and useless scores', () => {
  expect(rocAucInterval([0, 0, 1, 1], [1, 2, 3, 4])).toMatchObject({ estimate: 1, lower: 1, upper: 1 });
  expect(rocAuc([0, 1, 0, 1], [3, 3, 3, 3])).toBe(0.5);
  expect(compareRocAucs([0, 0, 1, 1], [1, 2, 3, 4], [1, 2, 3, 4])).toMatchObject({ z: 0, pValue: 1 });
});

test('classes of which there are none have no area', () => {
  const { classes, macro } = oneVsRestAuc([0, 1], [0.8, 0.1, 0.1, 0.3, 0.6, 0.1]);
  expect(classes).toEqual([1, 1, Number.NaN]);
  expect(macro).toBe(1);
});

test('one class alone has no curve', () => {
  expect(() => rocAuc([1, 1], [0.1, 0.2])).toThrow(
    'expected items of both classes, received 2 positives of 2',
  );
  expect(() => rocAuc([0, 1], [0.1, Number.NaN])).toThrow('received NaN at index 1');
});
