import { describe, expect, it } from 'vitest';
import { axisFor, placeOn, ticksOf } from './axis-scale.ts';

describe('an axis', () => {
  it('has room for all values that can be shown', () => {
    const axis = axisFor([2, 4, Number.NaN], false);
    expect([placeOn(axis, 2) > 0, placeOn(axis, 4) < 1, placeOn(axis, 3)]).toEqual([true, true, 0.5]);
    const log = axisFor([-1, 0, 1, 100], true);
    expect([log.low < 1, log.high > 100]).toEqual([true, true]);
    expect(placeOn(log, 10)).toBeCloseTo(0.5, 12);
  });

  it('has round ticks within it', () => {
    expect(ticksOf(axisFor([0.1, 0.93], false)).map((tick) => tick.toFixed(1))).toEqual([
      '0.2',
      '0.4',
      '0.6',
      '0.8',
    ]);
    expect(ticksOf({ low: 0.5, high: 30, isLog: true })).toEqual([0.5, 1, 2, 5, 10, 20]);
    expect(ticksOf({ low: 1e-9, high: 10, isLog: true }).length).toBeLessThan(9);
  });

  it('exists without values, and with one', () => {
    for (const isLog of [false, true]) {
      for (const values of [[], [3]]) {
        const axis = axisFor(values, isLog);
        expect(axis.low).toBeLessThan(axis.high);
      }
    }
  });
});
