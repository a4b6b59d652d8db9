import { describe, expect, it } from 'vitest';
import { logTicks } from './log-ticks.ts';

describe('the ticks of a logarithmic axis', () => {
  it('are at powers of ten, and between them where there is room', () => {
    expect(logTicks(0.008, 1.2)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
    expect(logTicks(0.9e-3, 12)).toEqual([1e-3, 1e-2, 0.1, 1, 10]);
    expect(logTicks(1e-20, 1e20).length).toBeLessThanOrEqual(9);
  });

  it('are round numbers on a short axis', () => {
    expect(logTicks(0.91, 0.993)).toEqual([0.92, 0.94, 0.96, 0.98]);
    expect(logTicks(0.0019, 0.0021)).toEqual([0.0019, 0.00195, 0.002, 0.00205, 0.0021]);
    expect(logTicks(950, 3900)).toEqual([1000, 1500, 2000, 2500, 3000, 3500]);
  });

  it('are none where there is no logarithm', () => {
    expect(logTicks(0, 1)).toEqual([]);
    expect(logTicks(Number.NaN, 1)).toEqual([]);
    expect(logTicks(1, 1)).toEqual([]);
  });
});
