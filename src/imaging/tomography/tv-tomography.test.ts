import { describe, expect, it } from 'vitest';
import { distance } from '../../../test/linear-operator-check.ts';
import { range, sum } from '../../util/arrays.ts';
import { finiteDifferences } from '../operators/finite-differences.ts';
import { radon } from '../operators/radon.ts';
import { shaped } from '../shaped-array.ts';
import { lineIntegrals } from './photon-counts.ts';
import { randomEllipses, sparseView } from './sparse-view.ts';
import { tvTomography } from './tv-tomography.ts';

const grid = { rows: 32, columns: 32, pixelSize: 6 };
const scan = { anglesDegrees: range(12).map((i) => 15 * i), detectors: 47, spacing: 6 };

describe('a sparse view', () => {
  it('shows the object with streaks, the fewer projections the more', () => {
    const error = (count: number) => {
      const geometry = { ...scan, anglesDegrees: range(count).map((i) => (180 * i) / count) };
      const { sparse, truth } = sparseView(randomEllipses(3), { geometry, grid, seed: 1 });
      expect([sparse.shape, truth.shape]).toEqual([
        [1, 32, 32],
        [1, 32, 32],
      ]);
      return distance(sparse.data, truth.data);
    };
    expect(error(12)).toBeGreaterThan(2 * error(96));
    expect(error(96)).toBeLessThan(0.2);
  });

  it('is the same again, and noisier with fewer photons', () => {
    const view = (photons: number) =>
      sparseView(randomEllipses(3), { geometry: scan, grid, seed: 1, photons }).sparse.data;
    expect(view(1e4)).toEqual(view(1e4));
    expect(distance(view(1e3), view(1e9))).toBeGreaterThan(3 * distance(view(1e5), view(1e9)));
    expect(() => sparseView([], { geometry: scan, grid: { ...grid, rows: 31 }, seed: 1 })).toThrow(
      'a square grid',
    );
  });
});

describe('total variation in tomography', () => {
  const operator = radon(scan, grid);
  const truth = sparseView(randomEllipses(5), { geometry: scan, grid, seed: 1 }).truth;
  const sinogram = shaped(operator.apply(truth.data), [12, 47]);

  it('finds the object in few projections where back-projection shows streaks', () => {
    const { data } = tvTomography(operator, sinogram, { regularization: 0.01, iterations: 300 });
    expect(distance(data, truth.data)).toBeLessThan(0.12);
  });

  it('lessens what it minimizes, whose least it reaches from anywhere', () => {
    const [regularization, gradient] = [0.5, finiteDifferences([1, 32, 32])];
    const objective = (x: Float32Array) => {
      const rest = operator.apply(x).map((value, i) => value - (sinogram.data[i] ?? 0));
      const slopes = gradient.apply(x);
      const variation = range(32 * 32).map((i) => Math.hypot(slopes[i] ?? 0, slopes[32 * 32 + i] ?? 0));
      return 0.5 * sum(rest.map((value) => value ** 2)) + regularization * sum(variation);
    };
    const leastAfter = (iterations: number, start?: Float32Array) =>
      objective(
        tvTomography(operator, sinogram, { regularization, iterations, ...(start && { start }) }).data,
      );
    expect(leastAfter(100)).toBeLessThan(0.1 * leastAfter(1));
    expect(leastAfter(500) / leastAfter(500, truth.data)).toBeCloseTo(1, 3);
  });

  it('refuses what does not fit', () => {
    expect(() => tvTomography(operator, sinogram, { regularization: -1 })).toThrow('of 0 or more');
    expect(() =>
      tvTomography(
        operator,
        lineIntegrals(shaped(new Float32Array(4), [2, 2]), { flat: Float32Array.of(1, 1) }),
        { regularization: 1 },
      ),
    ).toThrow('[12, 47]');
  });
});
