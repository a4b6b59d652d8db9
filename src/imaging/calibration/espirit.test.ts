import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formulaCoils } from '../../../test/formula-coils.ts';
import { espirit } from './espirit.ts';

interface Golden {
  readonly coils: number;
  readonly rows: number;
  readonly columns: number;
  readonly kernel: number;
  readonly region: number;
  readonly sets: 1 | 2;
  /** [set, coil, 2, row, column]. */
  readonly maps: readonly number[];
  /** [set, row, column]. */
  readonly values: readonly number[];
}

const goldens: readonly Golden[] = JSON.parse(readFileSync(new URL('espirit.json', import.meta.url), 'utf8'));

/** The complex inner product of two pixels' maps, and the squares of both. */
function pixelProducts(a: ArrayLike<number>, b: ArrayLike<number>, pixel: number, points: number) {
  let [re, im, aa, bb] = [0, 0, 0, 0];
  for (let at = pixel; at < a.length; at += 2 * points) {
    const [ar, ai, br, bi] = [a[at] ?? 0, a[at + points] ?? 0, b[at] ?? 0, b[at + points] ?? 0];
    re += ar * br + ai * bi;
    im += ar * bi - ai * br;
    aa += ar * ar + ai * ai;
    bb += br * br + bi * bi;
  }
  return { overlap: Math.hypot(re, im), aa, bb };
}

/** ‖a exp(iφ) − b‖ at each pixel, the phase φ being the best; of b the first set. */
function differences(a: Float32Array, b: ArrayLike<number>, points: number): number[] {
  return Array.from({ length: points }, (_, pixel) => {
    const { overlap, aa, bb } = pixelProducts(a, b, pixel, points);
    return Math.sqrt(Math.max(0, aa + bb - 2 * overlap));
  });
}

describe('ESPIRiT', () => {
  it.each(goldens)('of $coils coils, $rows × $columns, gives BART’s $sets sets', (golden) => {
    const { coils, rows, columns, kernel, region, sets } = golden;
    const { kspace, object } = formulaCoils(coils, rows, columns);
    const found = espirit(kspace, { kernel, calibration: [region, region], sets });
    const points = rows * columns;
    const inside = (_: number, pixel: number) => (object[pixel % points] ?? 0) > 0.6;
    expect(found.length).toBe(sets);
    const worst = differences(found[0].maps.data, golden.maps, points).filter(inside);
    expect(worst.length).toBeGreaterThan(points / 8);
    expect(Math.max(...worst)).toBeLessThan(5e-3);
    for (const [set, { eigenvalues }] of found.entries()) {
      const values = golden.values.slice(set * points, (set + 1) * points);
      const wrong = values.map((value, i) => Math.abs(value - (eigenvalues.data[i] ?? 0)));
      expect(Math.max(...wrong.filter(inside))).toBeLessThan(0.01);
    }
  });

  it('turns the reference coil’s phase to 0, and leaves the maps of no signal out', () => {
    const { kspace } = formulaCoils(4, 20, 20);
    const [{ maps, eigenvalues }] = espirit(kspace, { kernel: 4, reference: 'first', crop: 0.95 });
    for (const [i, value] of eigenvalues.data.entries()) {
      const { aa } = pixelProducts(maps.data, maps.data, i, 400);
      expect(aa).toBeCloseTo(value >= 0.95 ? 1 : 0, 5);
      expect(maps.data[400 + i]).toBeCloseTo(0, 6);
      expect(maps.data[i]).toBeGreaterThanOrEqual(0);
    }
  });

  it('needs a calibration region, signal, and options that can be', () => {
    const { kspace } = formulaCoils(3, 16, 16);
    const data = kspace.data.map((value, at) => (at % 16 === 8 ? 0 : value));
    expect(() => espirit({ ...kspace, data })).toThrow(
      'expected at least 7 × 7 samples in the center of k-space, all taken, received none',
    );
    expect(() => espirit({ ...kspace, shape: [3, 2, 256] })).toThrow('expected multi-coil data');
    expect(() => espirit(kspace, { kernel: 0 })).toThrow('expected a kernel of 1 or more, received 0');
    expect(() => espirit(kspace, { threshold: 1 })).toThrow('expected a threshold from 0 to 1, received 1');
    expect(() => espirit(kspace, { crop: 2 })).toThrow('expected a crop threshold from 0 to 1, received 2');
  });
});
