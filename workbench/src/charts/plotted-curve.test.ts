import { describe, expect, it } from 'vitest';
import { extentOf, lastAtMost, valueAt } from './plotted-curve.ts';

const x = Float64Array.of(1, 2, 4, 8);
const curve = { key: 'a', label: 'a', color: 0, x, values: Float64Array.of(10, 20, 40, 80) };

describe('a plotted curve', () => {
  it('is found by its x', () => {
    expect([0, 1, 3, 8, 9].map((at) => lastAtMost(x, at))).toEqual([-1, 0, 1, 3, 3]);
    expect([0, 2.9, 3.1, 100].map((at) => valueAt(curve, at))).toEqual([10, 20, 40, 80]);
    expect(valueAt({ ...curve, x: new Float64Array(), values: new Float64Array() }, 1)).toBeNaN();
  });

  it('says its smoothed values where it has them', () => {
    expect(valueAt({ ...curve, smoothed: Float64Array.of(1, 2, 3, 4) }, 8)).toBe(4);
  });

  it('has an extent, which no curves have not', () => {
    expect(extentOf([curve, { ...curve, x: Float64Array.of(-1, 3) }])).toEqual([-1, 8]);
    expect(extentOf([])).toBeUndefined();
  });
});
