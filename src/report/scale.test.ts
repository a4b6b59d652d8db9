import { describe, expect, test } from 'vitest';
import { position, rangeOf, scaleFor, spreadOut, valueAt } from './scale.ts';

describe('scales', () => {
  test('show all values, from 0 where that is near', () => {
    expect(scaleFor([0.1, 2])).toMatchObject({ low: 0, high: expect.closeTo(2.095, 10) });
    expect(scaleFor([95, 100]).low).toBeCloseTo(94.75, 10);
    expect(scaleFor([-1, 1]).low).toBeCloseTo(-1.1, 10);
  });

  test('have an extent even for one value', () => {
    expect(scaleFor([3])).toEqual({ low: 1.5, high: 4.5, log: false });
    expect(scaleFor([0])).toEqual({ low: -0.5, high: 0.5, log: false });
    expect(scaleFor([8], true)).toEqual({ low: 4, high: 16, log: true });
  });

  test.each([false, true])('turn values into positions and back (logarithmic: %s)', (log) => {
    const scale = scaleFor([0.001, 7, 20], log);
    for (const value of [0.001, 0.5, 20])
      expect(valueAt(scale, position(scale, value))).toBeCloseTo(value, 12);
    expect(position(scale, scale.high)).toBe(1);
  });

  test('ranges of very many values', () => {
    expect(rangeOf(Float64Array.from({ length: 300_000 }, (_, i) => i))).toEqual([0, 299_999]);
  });
});

describe('labels moved apart', () => {
  const gaps = (placed: readonly number[]): number[] => {
    const sorted = [...placed].sort((a, b) => a - b);
    return sorted.slice(1).map((place, i) => place - (sorted[i] ?? 0));
  };

  test('stay where they do not overlap', () => {
    expect(spreadOut([10, 100, 50], 17, 0, 300)).toEqual([10, 100, 50]);
  });

  test('spread around their common center and keep their order', () => {
    expect(spreadOut([50, 50, 50], 10, 0, 300)).toEqual([40, 50, 60]);
    expect(spreadOut([51, 50], 10, 0, 300)).toEqual([55.5, 45.5]);
  });

  test('stay inside at both ends', () => {
    expect(spreadOut([0, 1, 2], 10, 0, 300)).toEqual([0, 10, 20]);
    expect(spreadOut([299, 300], 10, 0, 300)).toEqual([290, 300]);
  });

  test('keep the gap for any wishes', () => {
    for (let trial = 0; trial < 200; trial++) {
      const wishes = Array.from({ length: 15 }, (_, i) => (i * i * 37 + trial * 53) % 300);
      const placed = spreadOut(wishes, 17, 0, 300);
      expect(Math.min(...gaps(placed))).toBeGreaterThan(16.999);
      expect(rangeOf(placed)[0]).toBeGreaterThanOrEqual(0);
      expect(rangeOf(placed)[1]).toBeLessThanOrEqual(300.001);
    }
  });
});
