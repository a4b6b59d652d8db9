import { describe, expect, it } from 'vitest';
import { extentOf, linearScale, logScale, roundedOut, shortNumber } from './scale.ts';

describe('a linear axis', () => {
  it('has round ticks within its ends', () => {
    expect(linearScale([0, 1], [0, 100]).ticks).toEqual([0, 0.2, 0.4, expect.closeTo(0.6), 0.8, 1]);
    expect(linearScale([-3, 212], [0, 100]).ticks).toEqual([0, 50, 100, 150, 200]);
  });

  it('can end where a tick is', () => {
    expect(roundedOut(0, 0.97)).toEqual([0, 1]);
    expect(roundedOut(-0.3, 41)).toEqual([-10, 50]);
    expect(roundedOut(0, 1)).toEqual([0, 1]);
  });

  it('goes from end to end, whichever way', () => {
    const scale = linearScale([2, 4], [300, 100]);
    expect([2, 3, 4].map(scale)).toEqual([300, 200, 100]);
  });

  it('bears a range of nothing', () => {
    const scale = linearScale([5, 5], [0, 10]);
    expect(scale(5)).toBe(0);
    expect(scale.ticks.every(Number.isFinite)).toBe(true);
  });
});

describe('a logarithmic axis', () => {
  it('has powers of ten for ticks, not too many', () => {
    expect(logScale([0.5, 200], [0, 1]).ticks).toEqual([1, 10, 100]);
    expect(logScale([1e-12, 1e3], [0, 1]).ticks.length).toBeLessThan(8);
  });

  it('puts what is not above its lower end there', () => {
    const scale = logScale([1, 100], [0, 10]);
    expect([-1, 0, 1, 10, 100].map(scale)).toEqual([0, 0, 0, 5, 10]);
  });
});

it('finds the ends of what is finite', () => {
  expect(extentOf([3, Number.NaN, -1, Number.POSITIVE_INFINITY])).toEqual([-1, 3]);
  expect(extentOf([], [7, 8])).toEqual([7, 8]);
});

it.each([
  [0, '0'],
  [0.2 + 0.1, '0.3'],
  [1234.5, '1230'],
  [100_000, '1e5'],
  [0.000_05, '5e-5'],
  [Number.NaN, 'NaN'],
])('writes %d as %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});
