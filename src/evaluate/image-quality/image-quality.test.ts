import { describe, expect, it, test } from 'vitest';
import { product } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import type { Images } from './compared-images.ts';
import { hfen } from './hfen.ts';
import goldens from './image-quality.json' with { type: 'json' };
import { imageQuality } from './image-quality.ts';
import { nmse, nrmse, psnr } from './squared-errors.ts';
import { ssim } from './ssim.ts';

const shape = [3, 20, 23];

/** A volume by formula, as the oracle has it. */
function volume(value: (s: number, r: number, c: number) => number): Images {
  const data = Array.from({ length: product(shape) }, (_, i) =>
    value(Math.floor(i / 460), Math.floor(i / 23) % 20, i % 23),
  );
  return { data, shape };
}

const clean = (s: number, r: number, c: number): number =>
  (s + 1) * (2 + Math.sin(0.7 * r + s) * Math.cos(0.45 * c) + ((r - 9) ** 2 + (c - 12) ** 2 < 30 ? 3 : 0));
const reference = volume(clean);
const image = volume((s, r, c) => clean(s, r, c) + 0.4 * Math.sin(1.9 * r * (s + 1) + 0.3 * c * c));
const region = volume((_, r, c) => (((r - 10) / 7) ** 2 + ((c - 11) / 9) ** 2 < 1 ? 1 : 0));
const oneSlice = { data: Array.from(region.data).slice(0, 460), shape: [20, 23] };

describe('image quality agrees with scikit-image and scipy', () => {
  it.each([
    ['over the volume', goldens.volume, {}],
    ['slice by slice', goldens.slices, { aggregation: 'slice' }],
    ['inside a region', goldens.inside, { region }],
    ['outside a region', goldens.outside, { region: oneSlice, outside: true }],
    ['inside a region, slice by slice', goldens.insideSlices, { region: oneSlice, aggregation: 'slice' }],
  ] as const)('%s', (_, golden, options) => {
    const measured = imageQuality(reference, image, options);
    for (const name of ['nmse', 'nrmse', 'psnr', 'ssim', 'hfen'] as const) {
      expect(Math.abs(measured[name] - golden[name]), name).toBeLessThan(1e-10 * Math.max(1, golden[name]));
    }
  });

  it('says how slices were put together', () => {
    expect(imageQuality(reference, image).aggregation).toBe('volume');
    expect(imageQuality(reference, image, { aggregation: 'slice' }).aggregation).toBe('slice');
  });

  it('one by one as all at once', () => {
    const together = imageQuality(reference, image, { region });
    const measures = { nmse, nrmse, psnr, ssim, hfen };
    for (const [name, measure] of Object.entries(measures)) {
      expect(together).toHaveProperty(name, measure(reference, image, { region }));
    }
  });
});

test('float32 images of any scale, and equal ones', () => {
  const random = RandomStream.derive(1, 'images');
  const square = { data: Float32Array.from({ length: 900 }, () => 1e-7 * random.uniform()), shape: [30, 30] };
  const scaled = { ...square, data: square.data.map((value) => value * 1e12) };
  expect(imageQuality(square, square)).toMatchObject({ nmse: 0, nrmse: 0, psnr: Infinity, hfen: 0 });
  expect(ssim(square, square)).toBeCloseTo(1, 12);
  expect(ssim(scaled, { ...scaled, data: scaled.data.map((value) => 0.9 * value) })).toBeCloseTo(
    ssim(square, { ...square, data: square.data.map((value) => 0.9 * value) }),
    5,
  );
});

test('the sign of an image matters for the error, not for its magnitude', () => {
  const negative = { ...reference, data: Array.from(reference.data, (value) => -value) };
  expect(nmse(reference, negative)).toBeCloseTo(4, 12);
  expect(nrmse(reference, negative)).toBe(0);
});

describe('bad input is refused', () => {
  const flat = (data: readonly number[], ...shape: number[]): Images => ({ data, shape });
  const zeros = { ...reference, data: new Float32Array(1380) };

  it.each([
    ['a vector', () => nmse(flat([1], 1), flat([1], 1)), 'images [row, column] or volumes'],
    [
      'another size',
      () => nmse(flat([1, 2], 1, 2), flat([1, 2], 2, 1)),
      "of its reference's shape [1, 2], received shape [2, 1]",
    ],
    ['values that are missing', () => psnr(flat([1, 2], 1, 2), flat([1], 1, 2)), '2 values for shape [1, 2]'],
    [
      'NaN',
      () => nrmse(flat([1, 2], 1, 2), flat([1, Number.NaN], 1, 2)),
      'finite numbers, received NaN at index 1',
    ],
    ['zeros as a reference', () => nmse(zeros, image), 'a reference that is not 0 everywhere'],
    ['zeros as a reference', () => hfen(zeros, image), 'a reference that is not 0 everywhere'],
    ['zeros as a reference', () => ssim(zeros, image), 'largest value is above 0, received one whose'],
    ['no row of windows', () => ssim(flat([1, 2], 1, 2), flat([1, 2], 1, 2)), 'at least 7 × 7 pixels'],
    ['an empty region', () => nmse(image, image, { region: zeros }), 'at least one pixel inside the region'],
    [
      'a region of another size',
      () => nmse(image, image, { region: flat([1], 1, 1) }),
      'a region of shape [3, 20, 23] or [20, 23], received 1 values of shape [1, 1]',
    ],
    [
      'a region on the border',
      () => ssim(image, image, { region: volume((_, r) => (r < 3 ? 1 : 0)) }),
      'a region that reaches further than 3 pixels',
    ],
    [
      'a slice without region',
      () => nmse(image, image, { region: volume((s) => s), aggregation: 'slice' }),
      'none in slice 0 of 3',
    ],
  ])('%s', (_, act, message) => expect(act).toThrow(message));
});
