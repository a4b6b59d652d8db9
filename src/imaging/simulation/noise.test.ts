import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../util/random.ts';
import { cholesky } from '../linear-algebra/cholesky.ts';
import { complexMatrix } from '../linear-algebra/complex-matrix.ts';
import { shaped } from '../shaped-array.ts';
import { addNoise, neighborCovariance } from './noise.ts';

const samples = 60_000;

/** 1/N Σ nᵢ conj(nⱼ) of noise added to nothing. */
function sampleCovariance(coils: number, sigma: number, covariance = neighborCovariance(coils, 0)) {
  const noise = shaped(new Float32Array(coils * 2 * samples), [coils, 2, samples]);
  addNoise(noise, sigma, covariance, RandomStream.derive(3, 'noise'));
  const part = (coil: number, i: number) =>
    noise.data.subarray((2 * coil + i) * samples, (2 * coil + i + 1) * samples);
  const dot = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) / samples;
  const entry = (i: number, j: number) => ({
    realReal: dot(part(i, 0), part(j, 0)),
    imagImag: dot(part(i, 1), part(j, 1)),
    imagReal: dot(part(i, 1), part(j, 0)),
    realImag: dot(part(i, 0), part(j, 1)),
  });
  return { noise, entry };
}

describe('noise', () => {
  // Standard error of a variance of N normal numbers: σ² √(2 / N) = 0.006 σ²; five of them are allowed.
  const tolerance = 0.03;

  test('has the variance asked for in real and imaginary parts, which do not depend on each other', () => {
    const { entry } = sampleCovariance(2, 0.5);
    expect(Math.abs(entry(0, 0).realReal / 0.25 - 1)).toBeLessThan(tolerance);
    expect(Math.abs(entry(1, 1).imagImag / 0.25 - 1)).toBeLessThan(tolerance);
    expect(Math.abs(entry(0, 0).realImag / 0.25)).toBeLessThan(tolerance);
    expect(Math.abs(entry(0, 1).realReal / 0.25)).toBeLessThan(tolerance);
  });

  test('is normal: kurtosis 3, and 68 % within one standard deviation', () => {
    const { noise } = sampleCovariance(1, 1);
    const values = noise.data;
    const fourth = values.reduce((sum, value) => sum + value ** 4, 0) / values.length;
    expect(Math.abs(fourth - 3)).toBeLessThan(0.15);
    expect(
      Math.abs(values.filter((value) => Math.abs(value) < 1).length / values.length - 0.6827),
    ).toBeLessThan(0.01);
  });

  test('is correlated as the covariance says, complex ones included', () => {
    const covariance = complexMatrix(3, 3);
    covariance.re.set([1, 0.3, 0, 0.3, 2, 0.5, 0, 0.5, 1]);
    covariance.im.set([0, 0.2, 0, -0.2, 0, 0.4, 0, -0.4, 0]);
    const { entry } = sampleCovariance(3, 1, covariance);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const { realReal, imagImag, imagReal, realImag } = entry(i, j);
        expect((realReal + imagImag) / 2).toBeCloseTo(covariance.re[3 * i + j] ?? 0, 1);
        expect((imagReal - realImag) / 2).toBeCloseTo(covariance.im[3 * i + j] ?? 0, 1);
      }
    }
  });

  test('repeats with its seed', () => {
    expect(sampleCovariance(2, 1).noise.data).toEqual(sampleCovariance(2, 1).noise.data);
  });
});

test('neighbors on a ring are correlated, positive definite for any number', () => {
  const { re } = neighborCovariance(5, 0.4);
  expect([...re.subarray(0, 5)]).toEqual([1, 0.4, 0.4 ** 2, 0.4 ** 2, 0.4]);
  for (const coils of [1, 2, 3, 8, 33]) expect(() => cholesky(neighborCovariance(coils, 0.9))).not.toThrow();
});

test('what cannot be is refused', () => {
  expect(() => neighborCovariance(4, 1)).toThrow(
    'expected a correlation from 0 up to, not including, 1, received 1',
  );
  const data = shaped(new Float32Array(16), [2, 2, 4]);
  const random = RandomStream.derive(1, 'noise');
  expect(() => addNoise(data, 1, neighborCovariance(3, 0), random)).toThrow(
    'expected a covariance of 2 coils',
  );
  expect(() => addNoise(data, Number.NaN, neighborCovariance(2, 0), random)).toThrow('and NaN');
});
