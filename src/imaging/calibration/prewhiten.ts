import { check } from '../../util/errors.ts';
import { cholesky, solveLower } from '../linear-algebra/cholesky.ts';
import { type ComplexMatrix, complexMatrix, timesAdjoint } from '../linear-algebra/complex-matrix.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { mixCoils } from './mix-coils.ts';
import { coilMatrix } from './multi-coil.ts';

/**
 * The covariance of the coils' noise, Ψ = 1/N Σ n nᴴ, from a noise scan.
 *
 * @param noise samples [coil, 2, ...], at least two for each coil
 * @throws InputError for too few samples.
 * @example const whitened = prewhiten(kspace, noiseCovariance(noise));
 */
export function noiseCovariance(noise: ShapedArray): ComplexMatrix {
  const [coils = 0, parts] = noise.shape;
  const count = noise.data.length / (2 * coils);
  check(parts === 2 && count >= 2 * coils, () => ({
    where: 'noiseCovariance',
    expected: `noise [coil, 2, ...] of at least ${2 * coils} samples`,
    received: `shape [${noise.shape.join(', ')}]`,
    remedy: 'A covariance needs more samples than there are coils.',
  }));
  const samples = coilMatrix(noise);
  const { re, im, ...size } = timesAdjoint(samples, samples);
  return { ...size, re: re.map((value) => value / count), im: im.map((value) => value / count) };
}

/**
 * Makes the noise of all coils white: equally strong, and uncorrelated. y = L⁻¹ x, Ψ = L Lᴴ, scaled so that the mean
 * variance of the coils remains.
 *
 * Source: Pruessmann et al., Magn. Reson. Med. 46:638 (2001), appendix B.
 *
 * @param kspace [coil, 2, ...]
 * @param covariance Ψ, from {@link noiseCovariance}
 * @throws InputError where the covariance is of other coils, or singular (a coil without noise).
 */
export function prewhiten(kspace: ShapedArray, covariance: ComplexMatrix): ShapedArray {
  return mixCoils(whiteningMatrix(covariance), kspace);
}

/** L⁻¹ times the root of the mean variance. */
function whiteningMatrix(covariance: ComplexMatrix): ComplexMatrix {
  const { rows: n } = covariance;
  const lower = cholesky(covariance);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += covariance.re[i * (n + 1)] ?? 0;
  const inverse = complexMatrix(n, n);
  for (let j = 0; j < n; j++) {
    const [re, im] = [new Float64Array(n), new Float64Array(n)];
    re[j] = Math.sqrt(trace / n);
    solveLower(lower, re, im);
    for (let i = j; i < n; i++) {
      inverse.re[i * n + j] = re[i] ?? 0;
      inverse.im[i * n + j] = im[i] ?? 0;
    }
  }
  return inverse;
}
