import { describe, expect, test } from 'vitest';
import goldens from './goldens/evaluate.json' with { type: 'json' };
import { meanInterval, wilsonInterval } from './interval.ts';

describe('intervals agree with scipy', () => {
  test.each(goldens.intervals.wilson)(
    '$successes of $trials at $level',
    ({ successes, trials, level, ...golden }) => {
      const { lower, upper } = wilsonInterval(successes, trials, level);
      expect([lower, upper]).toEqual([expect.closeTo(golden.lower, 13), expect.closeTo(golden.upper, 13)]);
    },
  );
  test.each(goldens.intervals.student)('mean at $level', ({ values, level, ...golden }) => {
    const { lower, upper } = meanInterval(values, { level });
    expect([lower, upper]).toEqual([expect.closeTo(golden.lower, 10), expect.closeTo(golden.upper, 10)]);
  });
});

test('overlapping training sets widen the interval', () => {
  const folds = [0.93, 0.97, 0.95, 0.96, 0.94];
  const [plain, corrected] = [meanInterval(folds), meanInterval(folds, { overlap: 1 / 4 })];
  const width = (of: { lower: number; upper: number }): number => of.upper - of.lower;
  expect(width(corrected) / width(plain)).toBeCloseTo(Math.sqrt((1 / 5 + 1 / 4) * 5), 12);
});

test('what has no interval is refused', () => {
  expect(() => meanInterval([0.9])).toThrow('expected at least 2 values, received 1. One run has no spread');
  expect(() => meanInterval([0.9, Number.NaN])).toThrow('received NaN at index 1');
  expect(() => wilsonInterval(3, 2)).toThrow('received 3 in 2');
  expect(() => wilsonInterval(1, 2, 95)).toThrow('Say 0.95 for 95 %.');
});
