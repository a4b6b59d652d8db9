import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../util/random.ts';
import { shaped } from '../shaped-array.ts';
import { lineIntegrals, meanField, photonCounts } from './photon-counts.ts';
import { rotationCenter } from './rotation-center.ts';

describe('photon counts', () => {
  it.each([0.5, 12, 31, 400, 1e6])('of mean %d have that mean, variance and skewness', (mean) => {
    const n = 40000;
    const sinogram = shaped(new Float32Array(n), [1, n]);
    const { data } = photonCounts(sinogram, mean, RandomStream.derive(1, 'photons'));
    const moment = (power: number) => data.reduce((sum, count) => sum + (count - mean) ** power, 0) / n;
    expect(data.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
    expect(Math.abs(moment(1)) / Math.sqrt(mean / n)).toBeLessThan(4);
    expect(moment(2) / mean).toBeCloseTo(1, 1);
    expect(moment(3) / mean ** 1.5 - mean ** -0.5).toBeLessThan(0.15);
  });

  it('become the line integrals that they come from', () => {
    const sinogram = shaped(Float32Array.of(0, 1, 2, 0.5), [2, 2]);
    const counts = photonCounts(sinogram, 1e8, RandomStream.derive(2, 'photons'));
    const { data } = lineIntegrals(counts, { flat: Float32Array.of(1e8, 1e8) });
    data.forEach((integral, i) => {
      expect(integral).toBeCloseTo(sinogram.data[i] ?? 0, 3);
    });
  });

  it('are corrected by flat and dark fields', () => {
    const dark = meanField(shaped(Float32Array.of(9, 20, 11, 20), [2, 2]));
    expect(dark).toEqual(Float32Array.of(10, 20));
    const counts = shaped(Float32Array.of(110, 20 + 200 * Math.exp(-1)), [1, 2]);
    const { data } = lineIntegrals(counts, { flat: Float32Array.of(110, 220), dark });
    expect([...data]).toEqual([expect.closeTo(0, 6), expect.closeTo(1, 6)]);
    expect(
      lineIntegrals(shaped(Float32Array.of(0, 0), [1, 2]), { flat: Float32Array.of(1, 1) }).data[0],
    ).toBeCloseTo(13.8, 1);
  });

  it('are refused with references that do not fit', () => {
    const counts = shaped(new Float32Array(4), [2, 2]);
    expect(() => lineIntegrals(counts, { flat: new Float32Array(3) })).toThrow('received [2, 2], 3 and 2');
    expect(() => lineIntegrals(counts, { flat: Float32Array.of(1, 0) })).toThrow(
      'detector 1: expected an open beam',
    );
    expect(() => photonCounts(counts, 0, RandomStream.derive(1, 'x'))).toThrow('above 0');
  });
});

describe('the center of rotation', () => {
  it.each([20, 31.25, 40.5])('is found from opposite projections: %d', (center) => {
    const bump = (s: number) => Math.exp(-((s - 5) ** 2) / 40) + 0.5 * Math.exp(-((s + 9) ** 2) / 20);
    const front = Float32Array.from({ length: 64 }, (_, i) => bump(i - center));
    const back = Float32Array.from({ length: 64 }, (_, i) => bump(center - i));
    expect(rotationCenter(front, back)).toBeCloseTo(center, 1);
  });

  it('needs two projections of one length', () => {
    expect(() => rotationCenter(new Float32Array(8), new Float32Array(9))).toThrow('received 8 and 9');
  });
});
