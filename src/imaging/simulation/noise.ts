import { check } from '../../util/errors.ts';
import type { RandomStream } from '../../util/random.ts';
import { cholesky } from '../linear-algebra/cholesky.ts';
import { type ComplexMatrix, complexMatrix } from '../linear-algebra/complex-matrix.ts';
import type { ShapedArray } from '../shaped-array.ts';

/**
 * The covariance of coils around an object that share noise with their neighbors: Ψ = correlation^d between coils d
 * apart on the ring, 1 on the diagonal. The exponential of a distance on a circle is positive definite.
 *
 * @param correlation of neighbors, from 0 up to, not including, 1
 * @example const covariance = neighborCovariance(8, 0.2);
 */
export function neighborCovariance(coils: number, correlation: number): ComplexMatrix {
  check(correlation >= 0 && correlation < 1, () => ({
    where: 'neighborCovariance',
    expected: 'a correlation from 0 up to, not including, 1',
    received: `${correlation}`,
  }));
  const covariance = complexMatrix(coils, coils);
  for (let i = 0; i < coils; i++) {
    for (let j = 0; j < coils; j++) {
      const apart = Math.abs(i - j);
      covariance.re[i * coils + j] = correlation ** Math.min(apart, coils - apart);
    }
  }
  return covariance;
}

/**
 * Adds complex Gaussian noise to multi-coil data, in place: n = σ L z with Ψ = L Lᴴ and z white, real and imaginary
 * parts of standard deviation 1. A coil's real and imaginary parts so have the variance σ² Ψ_cc.
 *
 * @param data [coil, 2, ...]
 * @param covariance Ψ between coils
 * @example addNoise(kspace, 0.01, neighborCovariance(8, 0.2), RandomStream.derive(1, 'noise'));
 */
export function addNoise(
  { data, shape }: ShapedArray,
  sigma: number,
  covariance: ComplexMatrix,
  random: RandomStream,
): void {
  const [coils = 0] = shape;
  check(covariance.rows === coils && sigma >= 0, () => ({
    where: 'addNoise',
    expected: `a covariance of ${coils} coils, and a standard deviation of at least 0`,
    received: `${covariance.rows} coils, and ${sigma}`,
  }));
  const lower = cholesky(covariance);
  const points = data.length / (2 * coils);
  const [re, im] = [new Float64Array(coils), new Float64Array(coils)];
  for (let i = 0; i < points; i++) {
    for (let coil = 0; coil < coils; coil++) drawComplex(random, sigma, re, im, coil);
    for (let coil = 0; coil < coils; coil++) addMixed(data, points, i, lower, coil, re, im);
  }
}

/** A complex normal number by Box and Muller: both of what they give. */
function drawComplex(
  random: RandomStream,
  sigma: number,
  re: Float64Array,
  im: Float64Array,
  at: number,
): void {
  const radius = sigma * Math.sqrt(-2 * Math.log(1 - random.uniform()));
  const angle = 2 * Math.PI * random.uniform();
  re[at] = radius * Math.cos(angle);
  im[at] = radius * Math.sin(angle);
}

/** Adds row `coil` of L z to a sample. */
function addMixed(
  data: Float32Array,
  points: number,
  sample: number,
  lower: ComplexMatrix,
  coil: number,
  re: Float64Array,
  im: Float64Array,
): void {
  let [x, y] = [0, 0];
  for (let k = 0; k <= coil; k++) {
    const a = lower.re[coil * lower.columns + k] ?? 0;
    const b = lower.im[coil * lower.columns + k] ?? 0;
    const u = re[k] ?? 0;
    const v = im[k] ?? 0;
    x += a * u - b * v;
    y += a * v + b * u;
  }
  const at = 2 * coil * points + sample;
  data[at] = (data[at] ?? 0) + x;
  data[at + points] = (data[at + points] ?? 0) + y;
}
