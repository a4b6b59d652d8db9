import { describe, expect, test } from 'vitest';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { magnitudePhantom } from './magnitude-phantom.ts';

function magnitudes({ data }: ShapedArray): Float32Array {
  const points = data.length / 2;
  return Float32Array.from({ length: points }, (_, i) => Math.hypot(data[i] ?? 0, data[points + i] ?? 0));
}

const ramp = shaped(
  Float32Array.from({ length: 16 * 20 }, (_, i) => 1 + Math.floor(i / 20) + 2 * (i % 20)),
  [16, 20],
);
const largest = 1 + 15 + 38;

describe('a magnitude image as a phantom', () => {
  test('is the image at its own samples, scaled to a maximum of 1', () => {
    const image = magnitudes(magnitudePhantom(ramp, 1).image(16, 20));
    expect([...image]).toEqual(Array.from(ramp.data, (value) => expect.closeTo(value / largest, 6)));
  });

  test('is interpolated between them: what is linear stays linear', () => {
    const image = magnitudes(magnitudePhantom(ramp, 1).image(32, 40));
    for (const [row, column] of [
      [9, 11],
      [16, 25],
      [21, 8],
    ] as const) {
      expect(image[row * 40 + column]).toBeCloseTo((1 + row / 2 + column) / largest, 6);
    }
  });

  test('has a smooth phase by its seed', () => {
    const of = (seed: number) => magnitudePhantom(ramp, seed).image(16, 20).data;
    expect(of(1)).toEqual(of(1));
    expect(of(2)).not.toEqual(of(1));
  });

  test('of other shapes or values is refused', () => {
    expect(() => magnitudePhantom(shaped(new Float32Array(8), [2, 2, 2]), 1)).toThrow(
      'expected a slice [row, column]',
    );
    expect(() => magnitudePhantom(shaped(Float32Array.of(1, -1), [1, 2]), 1)).toThrow(
      'received -1 at index 1',
    );
    expect(() => magnitudePhantom(shaped(Float32Array.of(Number.NaN, 1), [1, 2]), 1)).toThrow('received NaN');
  });
});
