import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formulaCoils } from '../../../test/formula-coils.ts';
import { RandomStream } from '../../util/random.ts';
import { complexMatrix } from '../linear-algebra/complex-matrix.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { compressCoils } from './compress-coils.ts';
import { lowResolutionMaps } from './low-resolution-maps.ts';
import { mixCoils } from './mix-coils.ts';
import { noiseCovariance, prewhiten } from './prewhiten.ts';
import { rootSumOfSquares } from './root-sum-of-squares.ts';

/** A matrix of random numbers, and identity where `diagonal` adds to it. */
function randomMatrix(rows: number, columns: number, seed: number, diagonal = 0) {
  const matrix = complexMatrix(rows, columns);
  const random = RandomStream.derive(seed, 'matrix');
  for (let at = 0; at < rows * columns; at++) {
    matrix.re[at] = random.normal() + (at % (columns + 1) === 0 ? diagonal : 0);
    matrix.im[at] = random.normal();
  }
  return matrix;
}

function noiseOf(coils: number, samples: number, seed: number): ShapedArray {
  const random = RandomStream.derive(seed, 'noise');
  const data = Float32Array.from({ length: 2 * coils * samples }, () => random.normal());
  return { data, shape: [coils, 2, samples] };
}

describe('the root of the sum of squares', () => {
  it('adds up the coils’ magnitudes', () => {
    const images = { data: Float32Array.of(3, 0, 4, 0, 0, 1, 0, 0), shape: [2, 2, 1, 2] };
    expect(rootSumOfSquares(images)).toEqual({ data: Float32Array.of(5, 1), shape: [1, 1, 2] });
    expect(() => rootSumOfSquares({ data: images.data, shape: [2, 4] })).toThrow('expected multi-coil data');
  });
});

describe('coil compression', () => {
  it('holds all energy in as many coils as are independent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 9 }), fc.nat(100), (coils, seed) => {
        const { kspace } = formulaCoils(3, 8, 8);
        const many = mixCoils(randomMatrix(coils, 3, seed), kspace);
        const { kspace: few, energy } = compressCoils(many, 3);
        expect(energy).toBeCloseTo(1, 6);
        const [a, b] = [rootSumOfSquares(many).data, rootSumOfSquares(few).data];
        for (const [i, value] of a.entries()) expect(b[i]).toBeCloseTo(value, 4);
      }),
      { numRuns: 20 },
    );
  });

  it('states how much energy it loses, and keeps the strongest', () => {
    const data = Float32Array.of(1, 0, 3, 0, 2, 0);
    const { kspace, energy } = compressCoils({ data, shape: [3, 2, 1, 1] }, 1);
    expect(energy).toBeCloseTo(1, 6);
    expect(Math.hypot(...kspace.data)).toBeCloseTo(Math.sqrt(14), 5);
    const apart = { data: Float32Array.of(3, 0, 0, 0, 0, 1, 0, 0), shape: [2, 2, 1, 2] };
    expect(compressCoils(apart, 1).energy).toBeCloseTo(0.9, 6);
    expect(() => compressCoils(apart, 3)).toThrow('expected 1 to 2 virtual coils, received 3');
  });
});

describe('noise prewhitening', () => {
  it('makes the covariance of correlated noise that of white noise', () => {
    const mixing = randomMatrix(4, 4, 1, 2);
    const noise = mixCoils(mixing, noiseOf(4, 500, 2));
    const covariance = noiseCovariance(noise);
    const white = noiseCovariance(prewhiten(noise, covariance));
    const mean = [0, 5, 10, 15].reduce((sum, at) => sum + (covariance.re[at] ?? 0), 0) / 4;
    for (let at = 0; at < 16; at++) {
      expect(white.re[at]).toBeCloseTo(at % 5 === 0 ? mean : 0, 4);
      expect(white.im[at]).toBeCloseTo(0, 4);
    }
  });

  it('refuses too few samples, and a coil without noise', () => {
    expect(() => noiseCovariance(noiseOf(4, 7, 1))).toThrow(
      'expected noise [coil, 2, ...] of at least 8 samples',
    );
    const { data, shape } = noiseOf(2, 20, 1);
    const dead = { shape, data: data.fill(0, 40) };
    expect(() => prewhiten(dead, noiseCovariance(dead))).toThrow('expected a positive definite matrix');
    expect(() => prewhiten(noiseOf(3, 20, 1), noiseCovariance(noiseOf(2, 20, 1)))).toThrow(
      'expected data [2, 2, ...]',
    );
  });
});

describe('sensitivities by the low-resolution method', () => {
  it('are the coils’ over their root of the sum of squares', () => {
    const { kspace, maps, object } = formulaCoils(4, 48, 48);
    const found = lowResolutionMaps(kspace, { reference: 'first', threshold: 0.05 });
    const sizes = rootSumOfSquares(maps).data;
    const points = 48 * 48;
    for (let i = 0; i < points; i++) {
      if ((object[i] ?? 0) < 0.6) continue;
      for (let coil = 0; coil < 4; coil++) {
        const at = 2 * coil * points + i;
        const [a, b] = [maps.data[at] ?? 0, maps.data[at + points] ?? 0];
        const size = Math.hypot(found.data[at] ?? 0, found.data[at + points] ?? 0);
        expect(Math.abs(size - Math.hypot(a, b) / (sizes[i] ?? 1))).toBeLessThan(0.03);
      }
      expect(found.data[points + i]).toBeCloseTo(0, 5);
    }
    expect(found.data[0]).toBe(0);
  });

  it('are of the same size where the scan is undersampled', () => {
    const { kspace } = formulaCoils(3, 32, 32);
    const data = kspace.data.map((value, at) => (Math.abs((at % 32) - 16) < 8 || at % 2 === 0 ? value : 0));
    const { shape, data: maps } = lowResolutionMaps({ ...kspace, data });
    expect(shape).toEqual(kspace.shape);
    expect([...rootSumOfSquares({ data: maps, shape }).data]).toEqual(
      new Array<unknown>(1024).fill(expect.closeTo(1, 5)),
    );
  });
});
