import { expect, test } from 'vitest';
import { range } from '../util/arrays.ts';
import { RandomStream } from '../util/random.ts';
import type { Statistic } from './bootstrap.ts';
import goldens from './goldens/evaluate.json' with { type: 'json' };
import { mean } from './interval.ts';
import { mcNemarTest, pairedBootstrap } from './paired-tests.ts';

test("McNemar's exact test agrees with scipy", () => {
  const { labels, first, second, ...golden } = goldens.mcnemar;
  const result = mcNemarTest(labels, first, second);
  expect(result).toEqual({ ...golden, pValue: expect.closeTo(golden.pValue, 12) });
  expect(mcNemarTest(labels, first, first).pValue).toBe(1);
});

const errors =
  (values: readonly number[]): Statistic =>
  (indices) =>
    mean(Array.from(indices, (i) => values[i] ?? Number.NaN));

test('a paired difference is far more certain than its two parts', () => {
  const random = RandomStream.derive(1, 'cases');
  const hardness = range(60).map(() => random.normal());
  const first = hardness.map((value) => value + 0.1 * random.normal());
  const second = hardness.map((value) => value - 0.1 + 0.1 * random.normal());
  const { difference, pValue } = pairedBootstrap(errors(first), errors(second), { items: 60, seed: 1 });
  expect(difference.estimate).toBeCloseTo(mean(first) - mean(second), 12);
  expect(difference.lower).toBeGreaterThan(0.04);
  expect(difference.upper).toBeLessThan(0.16);
  expect(pValue).toBe(2 / 2001);
});

test('equal methods differ by nothing', () => {
  const values = range(20).map((i) => i % 7);
  const { difference, pValue } = pairedBootstrap(errors(values), errors(values), { items: 20, seed: 1 });
  expect(difference).toMatchObject({ estimate: 0, lower: 0, upper: 0 });
  expect(pValue).toBe(1);
});

test('under equal means the p value is uniform', () => {
  const pValues = range(60).map((trial) => {
    const random = RandomStream.derive(trial, 'null');
    const values = range(40).map(() => random.normal());
    return pairedBootstrap(errors(values), () => 0, { items: 40, seed: trial, resamples: 400 }).pValue;
  });
  expect(mean(pValues)).toBeGreaterThan(0.4);
  expect(mean(pValues)).toBeLessThan(0.6);
});
