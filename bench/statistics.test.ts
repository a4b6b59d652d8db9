import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disagreement, median, ratios, spread } from './statistics.ts';

describe('the median', () => {
  it('is the middle, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 9, 5])).toBe(4.5);
    expect(median([])).toBeNaN();
  });

  it('has as many values below as above', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(values, (list) => {
        const middle = median(list);
        expect(list.filter((v) => v < middle).length).toBeLessThanOrEqual(list.length / 2);
        expect(list.filter((v) => v > middle).length).toBeLessThanOrEqual(list.length / 2);
      }),
    );
  });
});

describe('ratios', () => {
  it('compare round by round, as far as both were measured', () => {
    expect(ratios([10, 30], [5, 10, 20])).toEqual([2, 3]);
    expect(ratios([10, 30, 50], [5, 10])).toEqual([2, 3]);
  });

  it('cancel what disturbs both', () => {
    expect(spread(ratios([8, 16, 8], [4, 8, 4]))).toEqual({ median: 2, least: 2, most: 2 });
    expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  });
});

describe('disagreement', () => {
  it('is relative to the largest reference value', () => {
    expect(disagreement([1, 99], [1, 100])).toBeCloseTo(0.01);
    expect(disagreement([1e-9, 100], [0, 100])).toBeCloseTo(1e-11);
    expect(disagreement([], [])).toBe(0);
  });

  it('is infinite where something is missing or not a number', () => {
    expect(disagreement([1], [1, 2])).toBe(Number.POSITIVE_INFINITY);
    expect(disagreement([Number.NaN], [1])).toBe(Number.POSITIVE_INFINITY);
  });
});
