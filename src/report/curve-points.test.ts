import { expect, test } from 'vitest';
import { range } from '../util/arrays.ts';
import { decimate, drawableStretches, trend } from './curve-points.ts';

test('curves break at values that cannot be drawn', () => {
  const y = [1, 2, Number.NaN, 3, Infinity, Infinity, 4, 5];
  const stretches = drawableStretches(range(8), y, Number.isFinite);
  expect(stretches.map((stretch) => stretch.map((point) => point.y))).toEqual([[1, 2], [3], [4, 5]]);
});

test('decimation keeps every peak, both ends and the order', () => {
  const points = range(10_000).map((x) => ({ x, y: x === 4321 ? 100 : x === 8765 ? -100 : Math.sin(x) }));
  const kept = decimate(points);
  expect(kept.length).toBeLessThanOrEqual(2000);
  expect(kept.map((point) => point.y)).toEqual(expect.arrayContaining([100, -100]));
  expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
  expect(kept.every((point, i) => i === 0 || point.x > (kept[i - 1]?.x ?? 0))).toBe(true);
});

test('the trend averages the noise away', () => {
  const points = range(8000).map((x) => ({ x, y: 5 + (x % 2 === 0 ? 1 : -1) }));
  const means = trend(points);
  expect(means).toHaveLength(80);
  for (const { y } of means) expect(y).toBeCloseTo(5, 10);
});
