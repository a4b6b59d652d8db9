import { describe, expect, it } from 'vitest';
import { smoothed, usualDistance } from './smoothed.ts';

const values = Float64Array.from({ length: 60 }, (_, i) => 3 * Math.exp(-i / 10) + Math.sin(7 * i));
const steps = Float64Array.from(values, (_, i) => 10 * i);

/** What TensorBoard does: an average that begins at 0, divided by the weight that it has gathered. */
function tensorboard(weight: number): number[] {
  let [last, count] = [0, 0];
  return Array.from(values, (value) => {
    last = last * weight + (1 - weight) * value;
    count++;
    return last / (1 - weight ** count);
  });
}

describe('smoothing', () => {
  it('is TensorBoard’s', () => {
    for (const weight of [0.3, 0.9, 0.99]) {
      const own = smoothed(steps, values, weight, 10);
      for (const [i, wanted] of tensorboard(weight).entries()) expect(own[i]).toBeCloseTo(wanted, 10);
    }
  });

  it('changes nothing with weight 0, and leaves gaps', () => {
    expect(smoothed(steps, values, 0, 10)).toEqual(values);
    const broken = values.with(5, Number.NaN);
    const own = smoothed(steps, broken, 0.5, 10);
    expect(own[5]).toBeNaN();
    expect(own[6]).toBeGreaterThan(0);
  });

  it('smooths as much where points lie closer', () => {
    const line = (distance: number) => {
      const at = Float64Array.from({ length: 4000 / distance }, (_, i) => i * distance);
      return smoothed(at, at, 0.9, 10).at(-1) ?? 0;
    };
    expect(4000 - line(1)).toBeGreaterThan(80);
    expect(4000 - line(10)).toBeCloseTo(100, -1);
    expect(Math.abs(line(1) - line(10))).toBeLessThan(10);
  });
});

describe('the usual distance', () => {
  it('is the median, and 1 of a single step', () => {
    expect(usualDistance(Float64Array.of(1, 2, 3, 10, 11))).toBe(1);
    expect(usualDistance(Float64Array.of(5, 15, 25, 26))).toBe(10);
    expect(usualDistance(Float64Array.of(7))).toBe(1);
  });
});
