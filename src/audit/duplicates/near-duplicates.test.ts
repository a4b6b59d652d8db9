import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../data/index.ts';
import { gunzip, readIdx } from '../../formats/index.ts';
import { range } from '../../util/arrays.ts';
import { THUMBNAIL_SIDE } from '../digest/thumbnail.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { spectrumOf } from './spectrum.ts';
import { SYMMETRIES } from './symmetries.ts';

const SIDE = THUMBNAIL_SIDE;

/** Blurred noise: amplitudes fall with frequency, as in any image. */
function thumbnail(seed: number): Float32Array {
  const stream = RandomStream.derive(seed, 'thumbnail');
  const image = new Float32Array(SIDE * SIDE);
  for (let u = 0; u < 10; u++) {
    for (let v = 0; v < 10; v++) {
      const amplitude = stream.normal() / (1 + u + v);
      if (u + v === 0) continue;
      for (let i = 0; i < image.length; i++) {
        const [y, x] = [Math.floor(i / SIDE) + 0.5, (i % SIDE) + 0.5];
        const wave = Math.cos((Math.PI * u * y) / SIDE) * Math.cos((Math.PI * v * x) / SIDE);
        image[i] = (image[i] ?? 0) + amplitude * wave;
      }
    }
  }
  return image;
}

function turned(image: Float32Array, from: (row: number, column: number) => number): Float32Array {
  return Float32Array.from(image, (_, i) => image[from(Math.floor(i / SIDE), i % SIDE)] ?? 0);
}

const last = SIDE - 1;
const ways: readonly (readonly [string, (row: number, column: number) => number])[] = [
  ['', (row, column) => row * SIDE + column],
  ['mirrored left to right', (row, column) => row * SIDE + last - column],
  ['mirrored top to bottom', (row, column) => (last - row) * SIDE + column],
  ['rotated by 180°', (row, column) => (last - row) * SIDE + last - column],
  ['transposed', (row, column) => column * SIDE + row],
  ['rotated by 90° to the right', (row, column) => (last - column) * SIDE + row],
  ['rotated by 90° to the left', (row, column) => column * SIDE + last - row],
  ['transposed and rotated by 180°', (row, column) => (last - column) * SIDE + last - row],
];

describe('symmetries', () => {
  it.each(ways)('"%s" changes the spectrum as it changes the image', (name, from) => {
    const image = thumbnail(1);
    const symmetry = SYMMETRIES.find((one) => one.name === name);
    const expected = spectrumOf(turned(image, from)) ?? new Float32Array(0);
    const applied = symmetry?.apply(spectrumOf(image) ?? new Float32Array(0)) ?? new Float32Array(0);
    expect(Math.max(...expected.map((value, i) => Math.abs(value - (applied[i] ?? 0))))).toBeLessThan(1e-6);
  });
});

describe('near-duplicates', () => {
  const images = range(40).map(thumbnail);

  it('are found in any orientation, and named by the way', () => {
    for (const [name, from] of ways) {
      const pairs = nearDuplicates([...images, turned(images[7] ?? new Float32Array(0), from)]);
      expect(pairs).toMatchObject([{ first: 7, second: 40, change: name }]);
    }
  });

  it('are found under noise, other contrast and as negatives; different images are none', () => {
    const stream = RandomStream.derive(1, 'noise');
    const original = images[3] ?? new Float32Array(0);
    const changed = [
      original.map((value) => value + 0.08 * stream.normal()),
      original.map((value) => 7 - 3 * value),
      original.map((value) => 100 * Math.exp(0.4 * value)),
    ];
    for (const copy of changed)
      expect(nearDuplicates([...images, copy])).toMatchObject([{ first: 3, second: 40 }]);
    expect(nearDuplicates(images)).toEqual([]);
  });

  it('have to show something, and pairs can be left out', () => {
    const flat = new Float32Array(SIDE * SIDE).fill(5);
    expect(nearDuplicates([...images, flat, flat])).toEqual([]);
    const copies = [...images, images[0] ?? flat];
    expect(nearDuplicates(copies, { skip: (first) => first === 0 })).toEqual([]);
    expect(nearDuplicates([])).toEqual([]);
  });

  it('among 10,000 images are found in seconds', { timeout: 120_000 }, () => {
    const basis = range(50).map(thumbnail);
    const many: Float32Array[] = range(10_000).map((i) => {
      const stream = RandomStream.derive(i, 'mixture');
      const parts = range(4).map(() => [basis[stream.integer(50)], stream.normal()] as const);
      return Float32Array.from({ length: SIDE * SIDE }, (_, at) =>
        parts.reduce((total, [part, weight]) => total + weight * (part?.[at] ?? 0), 0),
      );
    });
    many[9_000] = turned(many[10] ?? new Float32Array(0), (row, column) => row * SIDE + last - column);
    const start = performance.now();
    const pairs = nearDuplicates(many);
    const seconds = (performance.now() - start) / 1000;
    expect(pairs).toContainEqual(
      expect.objectContaining({ first: 10, second: 9_000, change: 'mirrored left to right' }),
    );
    // It takes 6 s of one core; others may want the machine, too.
    expect(seconds).toBeLessThan(60);
  });

  const MNIST = new URL('../../../../shared/data/mnist/t10k-images-idx3-ubyte.gz', import.meta.url);
  it.skipIf(!existsSync(MNIST))(
    'of digits are many: the set has little variety (skipped without ../shared/data)',
    async () => {
      const { data } = readIdx(await gunzip(new Uint8Array(readFileSync(MNIST)), 1e8), 'MNIST');
      const digits = range(500).map((digit) =>
        Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
          const [row, column] = [Math.floor(i / SIDE) - 2, (i % SIDE) - 2];
          const isInside = row >= 0 && column >= 0 && row < 28 && column < 28;
          return isInside ? (data[digit * 784 + row * 28 + column] ?? 0) : 0;
        }),
      );
      expect(nearDuplicates(digits).length).toBeGreaterThan(10);
    },
  );
});
