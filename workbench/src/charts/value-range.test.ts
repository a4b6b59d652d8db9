import { describe, expect, it } from 'vitest';
import type { PlottedCurve } from './plotted-curve.ts';
import { valueRange } from './value-range.ts';

function curve(...values: number[]): PlottedCurve {
  const x = Float64Array.from(values, (_, i) => i);
  return { key: 'a', label: 'a', color: 0, x, values: Float64Array.from(values) };
}

describe('the range of values', () => {
  it('has a little room, and begins at 0 where that is near', () => {
    expect(valueRange([curve(1, 2, 10)], 0, 2, false)).toEqual([0, 10.45]);
    expect(valueRange([curve(8, 10)], 0, 1, false)).toEqual([7.9, 10.1]);
    expect(valueRange([curve(-1, 1)], 0, 1, false)).toEqual([-1.1, 1.1]);
  });

  it('is of what is shown, with the point before', () => {
    expect(valueRange([curve(100, 8, 10, 10)], 1.5, 3, false)).toEqual([7.9, 10.1]);
  });

  it('covers the ranges of stretches', () => {
    const stretches = { ...curve(5, 5), low: Float64Array.of(4, 5), high: Float64Array.of(5, 6) };
    expect(valueRange([stretches], 0, 1, false)).toEqual([3.9, 6.1]);
  });

  it('is something for no values, one value and no numbers', () => {
    expect(valueRange([], 0, 1, false)).toEqual([0, 1]);
    expect(valueRange([curve(Number.NaN)], 0, 1, false)).toEqual([0, 1]);
    expect(valueRange([curve(4)], 0, 1, false)).toEqual([2, 6]);
    expect(valueRange([curve(0)], 0, 1, false)).toEqual([-0.5, 0.5]);
  });

  it('of a logarithmic axis leaves out what is not positive', () => {
    const [low, high] = valueRange([curve(0, -1, 0.01, 10)], 0, 3, true);
    expect(low).toBeCloseTo(0.01 / 1000 ** 0.05);
    expect(high).toBeCloseTo(10 * 1000 ** 0.05);
    expect(valueRange([curve(-1, 0)], 0, 1, true)).toEqual([0.1, 1]);
    expect(valueRange([curve(3)], 0, 1, true)).toEqual([1.5, 6]);
  });
});
