import { describe, expect, it } from 'vitest';
import { range } from '../../util/arrays.ts';
import golden from './resize.json' with { type: 'json' };
import { crop, resample } from './resize.ts';

describe('resample', () => {
  const image = { values: Float32Array.from(golden.image), shape: golden.shape };

  it.each(golden.resized.map(({ size, values }) => [size, values] as const))(
    'to %j is what PIL does',
    (size, values) => {
      const resized = resample(image, size);
      expect(resized.shape).toEqual(size);
      for (const [i, value] of values.entries()) expect(resized.values[i]).toBeCloseTo(value, 5);
    },
  );

  it('treats channels alike, and slices as another axis', () => {
    const values = Float32Array.from([...golden.image, ...golden.image]);
    const both = resample({ values, shape: [2, ...golden.shape] }, [3, 4]);
    const one = resample(image, [3, 4]);
    expect(both.shape).toEqual([2, 3, 4]);
    expect(both.values).toEqual(Float32Array.of(...one.values, ...one.values));
    const volume = resample({ values, shape: [2, ...golden.shape] }, [1, 3, 4]);
    for (const [i, value] of one.values.entries()) expect(volume.values[i]).toBeCloseTo(value, 6);
  });
});

describe('crop', () => {
  it.each([
    [5, 3, [1, 2, 3]],
    [4, 2, [1, 2]],
    [5, 2, [1, 2]],
    [4, 3, [1, 2, 3]],
    [3, 6, [0, 0, 0.5, 1, 2, 0]],
    [4, 5, [0.5, 1, 2, 3, 0]],
  ])('from %d to %d keeps the middle in the middle', (from, to, expected) => {
    const values = Float32Array.from(range(from), (i) => i || 0.5);
    const { values: cropped } = crop({ values, shape: [from] }, [to]);
    expect([...cropped]).toEqual(expected);
    expect(cropped[Math.floor(to / 2)]).toBe(values[Math.floor(from / 2)]);
  });
});
