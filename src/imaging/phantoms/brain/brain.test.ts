import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Contrast, contrasts } from '../../simulation/signal.ts';
import { type BrainOptions, brainPhantom } from './brain.ts';

const n = 96;

function magnitude(options: BrainOptions): Float32Array {
  const { data } = brainPhantom(options).image(n, n);
  return Float32Array.from({ length: n * n }, (_, i) => Math.hypot(data[i] ?? 0, data[n * n + i] ?? 0));
}

function meanWhere(image: Float32Array, keep: (index: number) => boolean): number {
  const kept = image.filter((_, i) => keep(i));
  return kept.reduce((a, b) => a + b, 0) / kept.length;
}

test('a brain is the same for the same seed, and another for another, at any height', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 50 }), (seed, heightMm) => {
      const image = magnitude({ seed, heightMm });
      expect(image.every((value) => Number.isFinite(value) && value >= 0 && value < 2)).toBe(true);
      expect(magnitude({ seed, heightMm })).toEqual(image);
      expect(magnitude({ seed: seed + 1, heightMm })).not.toEqual(image);
    }),
    { numRuns: 8 },
  );
});

test('it fills a head, leaves air around, and its brain is as large as brains are', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const image = magnitude({ seed, contrast: 't2' });
    const area = ((image.filter((value) => value > 0.02).length * 220 * 220) / n / n) * 1e-2;
    expect(area).toBeGreaterThan(170); // cm²
    expect(area).toBeLessThan(300);
    for (let i = 0; i < n; i++) expect([image[i], image[n * n - 1 - i]]).toEqual([0, 0]);
  }
});

describe('contrasts follow from the signal equation', () => {
  const names: readonly Contrast[] = ['t1', 't2', 'proton-density', 'flair'];
  const images = new Map(
    names.map((contrast) => [contrast, magnitude({ seed: 8, contrast, pathology: 'none' })]),
  );
  const image = (contrast: Contrast): Float32Array => images.get(contrast) ?? new Float32Array();
  // Tissues found by what they are in the T₂ image, in the brain's middle.
  const inMiddle = (i: number): boolean => Math.hypot((i % n) - n / 2, Math.floor(i / n) - n / 2) < 0.22 * n;
  const t2 = image('t2');
  const fluid = (i: number): boolean => inMiddle(i) && (t2[i] ?? 0) > 0.5;
  const white = (i: number): boolean => inMiddle(i) && (t2[i] ?? 1) < 0.19;

  test('fluid is dark on T₁ and FLAIR, bright on T₂', () => {
    const ratio = (contrast: Contrast): number =>
      meanWhere(image(contrast), fluid) / meanWhere(image(contrast), white);
    expect(ratio('t1')).toBeLessThan(0.6);
    expect(ratio('flair')).toBeLessThan(0.6);
    expect(ratio('t2')).toBeGreaterThan(2.5);
  });

  test('a named contrast is its sequence', () => {
    expect(magnitude({ seed: 8, contrast: contrasts.t2, pathology: 'none' })).toEqual(t2);
  });

  test('anatomy is the same in all contrasts: edges are in the same places', () => {
    const empty = (contrast: Contrast): string =>
      image(contrast)
        .map((value) => Number(value === 0))
        .join('');
    expect(empty('t1')).toBe(empty('t2'));
  });
});

test('a pathology changes the brain, and only where it is', () => {
  const [healthy, ill] = [
    magnitude({ seed: 3, pathology: 'none' }),
    magnitude({ seed: 3, pathology: 'tumor' }),
  ];
  const changed = healthy.filter((value, i) => value !== ill[i]).length / (n * n);
  expect(changed).toBeGreaterThan(0.005);
  expect(changed).toBeLessThan(0.2);
  for (const pathology of ['white matter lesions', 'stroke'] as const) {
    expect(magnitude({ seed: 3, pathology })).not.toEqual(healthy);
  }
});

test('the older brain has more fluid: seeds differ in it', () => {
  const shares = [1, 2, 3, 4, 5, 6].map((seed) => {
    const image = magnitude({ seed, contrast: 't2', pathology: 'none' });
    return image.filter((value) => value > 0.5).length / (n * n);
  });
  expect(Math.max(...shares) / Math.min(...shares)).toBeGreaterThan(1.3);
});

test('heights outside the brain are refused', () => {
  expect(() => brainPhantom({ seed: 1, heightMm: 51 })).toThrow(
    'expected a height from 0 to 50 mm, received 51',
  );
  expect(() => brainPhantom({ seed: 1, heightMm: Number.NaN })).toThrow('received NaN');
});
