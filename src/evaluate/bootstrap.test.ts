import { describe, expect, test } from 'vitest';
import { range } from '../util/arrays.ts';
import { RandomStream } from '../util/random.ts';
import {
  bcaInterval,
  bootstrapInterval,
  bootstrapReplicates,
  percentileInterval,
  type Statistic,
} from './bootstrap.ts';
import goldens from './goldens/evaluate.json' with { type: 'json' };
import { mean, meanInterval } from './interval.ts';

const golden = goldens.bootstrap;
const over =
  (values: ArrayLike<number>): Statistic =>
  (indices) =>
    mean(Array.from(indices, (i) => values[i] ?? Number.NaN));

describe("intervals agree with scipy's on its own resamples", () => {
  const replicates = Float64Array.from(golden.replicates);
  test('percentile', () => {
    const { lower, upper } = percentileInterval(golden.estimate, replicates, golden.level);
    expect([lower, upper]).toEqual(golden.percentile.map((bound) => expect.closeTo(bound, 12)));
  });
  test('BCa', () => {
    const leaveOneOut = Float64Array.from(golden.leaveOneOut);
    const { lower, upper, method } = bcaInterval(golden.estimate, replicates, leaveOneOut, golden.level);
    expect([lower, upper]).toEqual(golden.bca.map((bound) => expect.closeTo(bound, 12)));
    expect(method).toBe('bootstrap BCa');
  });
});

test('with its own resamples the BCa interval comes close to the same bounds', () => {
  const deviation: Statistic = (indices) => {
    const sample = Array.from(indices, (i) => golden.values[i] ?? Number.NaN);
    return Math.sqrt(mean(sample.map((value) => (value - mean(sample)) ** 2)));
  };
  const options = { items: golden.values.length, seed: 1, level: 0.9, resamples: 4000 };
  const interval = bootstrapInterval(deviation, options);
  expect(interval.estimate).toBeCloseTo(golden.estimate, 12);
  expect(Math.abs(interval.lower - (golden.bca[0] ?? 0))).toBeLessThan(0.03);
  expect(Math.abs(interval.upper - (golden.bca[1] ?? 0))).toBeLessThan(0.06);
  expect(bootstrapInterval(deviation, options)).toEqual(interval);
  expect(bootstrapInterval(deviation, { ...options, seed: 2 })).not.toEqual(interval);
});

test('drawing whole subjects widens the interval of correlated items to the one over subjects', () => {
  const random = RandomStream.derive(5, 'subjects');
  const subjects = range(25).map(() => random.normal());
  const groups = range(25 * 20).map((i) => `subject ${Math.floor(i / 20)}`);
  const values = groups.map((_, i) => (subjects[Math.floor(i / 20)] ?? 0) + 0.1 * random.normal());
  const options = { items: values.length, seed: 1, method: 'percentile' } as const;
  const width = (of: { lower: number; upper: number }): number => of.upper - of.lower;
  const bySubject = width(bootstrapInterval(over(values), { ...options, groups }));
  const bySlice = width(bootstrapInterval(over(values), options));
  const perSubject = width(meanInterval(subjects));
  expect(bySubject / perSubject).toBeGreaterThan(0.8);
  expect(bySubject / perSubject).toBeLessThan(1.1);
  expect(bySlice / perSubject).toBeLessThan(0.35);
});

test('with many items, a jackknife over blocks gives the bounds of one over items', () => {
  const random = RandomStream.derive(6, 'items');
  const values = Float64Array.from({ length: 2500 }, () => random.normal() ** 4);
  const options = { items: values.length, seed: 1, resamples: 1000 };
  const total = mean(values) * values.length;
  const leaveOneOut = values.map((value) => (total - value) / (values.length - 1));
  const replicates = bootstrapReplicates(over(values), options);
  const exact = bcaInterval(mean(values), replicates, leaveOneOut, 0.95);
  const blocks = bootstrapInterval(over(values), options);
  const width = exact.upper - exact.lower;
  expect(Math.abs(blocks.lower - exact.lower)).toBeLessThan(0.02 * width);
  expect(Math.abs(blocks.upper - exact.upper)).toBeLessThan(0.02 * width);
  expect(blocks.upper).toBeGreaterThan(percentileInterval(mean(values), replicates, 0.95).upper);
});

test('a perfect score has a degenerate interval, named as the percentiles it is', () => {
  const perfect = bootstrapInterval(over([1, 1, 1, 1]), { items: 4, seed: 1 });
  expect(perfect).toMatchObject({ estimate: 1, lower: 1, upper: 1 });
});

test('what cannot be resampled is refused', () => {
  expect(() => bootstrapInterval(over([1]), { items: 1, seed: 1 })).toThrow('at least 2 items');
  expect(() => bootstrapInterval(over([1, 2]), { items: 2, groups: ['a', 'a'], seed: 1 })).toThrow(
    'expected at least 2 groups, received all items in one',
  );
  expect(() => bootstrapInterval(() => Number.NaN, { items: 5, seed: 1 })).toThrow(
    'received 0 finite values of 2000',
  );
});
