import { expect, it } from 'vitest';
import golden from './scipy-images.json' with { type: 'json' };
import { resample } from './warp.ts';

it('interpolates as scipy does, inside, across the edge and beyond it', () => {
  const warp = { rows: Float64Array.from(golden.rows), columns: Float64Array.from(golden.columns) };
  const target = new Float32Array(42);
  resample(Float32Array.from(golden.image), 7, warp, 0.25, target, 2);
  for (const [i, expected] of golden.resampled.entries()) expect(target[i + 2]).toBeCloseTo(expected, 6);
  expect([...target.subarray(0, 2)]).toEqual([0, 0]);
});

it('leaves an image as it is where nothing moves', () => {
  const image = Float32Array.from(golden.image);
  const warp = {
    rows: Float64Array.from(image, (_, i) => Math.floor(i / 7)),
    columns: Float64Array.from(image, (_, i) => i % 7),
  };
  const target = new Float32Array(35);
  resample(image, 7, warp, 9, target, 0);
  expect(target).toEqual(image);
});
