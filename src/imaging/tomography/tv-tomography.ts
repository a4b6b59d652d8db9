/**
 * Total variation for tomography (Sidky, Jørgensen and Pan 2012, "Convex optimization problem prototyping for image
 * reconstruction in computed tomography with the Chambolle-Pock algorithm", algorithm 4): minimizes
 *
 *     ½ ‖A x − b‖² + λ Σ |∇x|,  x ≥ 0 if one asks for it
 *
 * by the primal-dual algorithm of Chambolle and Pock (2011, algorithm 1) for K = (A, ν ∇), ν = ‖A‖ / ‖∇‖, so that both
 * parts advance as fast; τ = σ = 1 / ‖K‖.
 */
import { check } from '../../util/errors.ts';
import { finiteDifferences } from '../operators/finite-differences.ts';
import type { LinearOperator } from '../operators/linear-operator.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { operatorNorm } from '../solvers/operator-norm.ts';
import { checkSinogram } from './geometry.ts';

/** How strongly an image is to be smooth, and how long it is sought. */
export interface TvTomographyOptions {
  /** λ, in mm: what a step of 1/mm between two pixels costs. */
  readonly regularization: number;
  /** 200 by default. */
  readonly iterations?: number;
  /** Whether attenuation is kept from being negative; true by default. */
  readonly nonNegative?: boolean;
  /** Where to start, for instance a filtered back-projection; zeros by default. */
  readonly start?: Float32Array;
}

/**
 * The image that fits projections and has a small total variation.
 *
 * @param operator `radon` or `fanBeam`, from [row, column] to [projection, detector]
 * @param sinogram b, line integrals without a unit
 * @returns attenuation in 1/mm, [row, column]
 * @throws InputError where sinogram and operator disagree, or λ is negative.
 * @example const image = tvTomography(fanBeam(scan, grid), sinogram, { regularization: 0.05 });
 */
export function tvTomography(
  operator: LinearOperator,
  sinogram: ShapedArray,
  { regularization, iterations = 200, nonNegative = true, start }: TvTomographyOptions,
): ShapedArray {
  const [rows = 0, columns = 0] = operator.inputShape;
  check(regularization >= 0, () => ({
    where: 'total variation',
    expected: 'a regularization of 0 or more',
    received: `${regularization}`,
  }));
  checkSinogram(sinogram, operator.outputShape);
  const gradient = finiteDifferences([1, rows, columns]);
  const norm = operatorNorm(operator, { iterations: 10 }) * NORM_MARGIN;
  const nu = norm / GRADIENT_NORM;
  const step = 1 / (norm * Math.SQRT2);
  const x = new Float32Array(rows * columns);
  if (start) x.set(start);
  const ahead = x.slice();
  const p = new Float32Array(sinogram.data.length);
  const q = new Float32Array(2 * x.length);
  for (let iteration = 0; iteration < iterations; iteration++) {
    ascendData(p, operator.apply(ahead), sinogram.data, step);
    ascendGradient(q, gradient.apply(ahead), step * nu, regularization / nu);
    descend(x, ahead, [operator.adjoint(p), gradient.adjoint(q)], [step, step * nu], nonNegative);
  }
  return shaped(x, operator.inputShape);
}

/** The power method finds norms from below. */
const NORM_MARGIN = 1.02;

/** ‖∇‖ ≤ √8. */
const GRADIENT_NORM = Math.sqrt(8);

/** p ← (p + σ (A x̄ − b)) / (1 + σ) */
function ascendData(p: Float32Array, projected: Float32Array, data: Float32Array, sigma: number): void {
  for (let i = 0; i < p.length; i++) {
    p[i] = ((p[i] ?? 0) + sigma * ((projected[i] ?? 0) - (data[i] ?? 0))) / (1 + sigma);
  }
}

/** q ← (q + σ ν ∇x̄) / max(1, |q + σ ν ∇x̄| ν / λ) */
function ascendGradient(q: Float32Array, slopes: Float32Array, sigma: number, radius: number): void {
  const pixels = q.length / 2;
  for (let i = 0; i < pixels; i++) {
    const across = (q[i] ?? 0) + sigma * (slopes[i] ?? 0);
    const along = (q[pixels + i] ?? 0) + sigma * (slopes[pixels + i] ?? 0);
    const length = Math.sqrt(across * across + along * along);
    const factor = length > radius ? radius / length : 1;
    q[i] = across * factor;
    q[pixels + i] = along * factor;
  }
}

/** x⁺ ← x − τ (A* p + ν ∇* q), x̄ ← 2 x⁺ − x */
function descend(
  x: Float32Array,
  ahead: Float32Array,
  [fit, smooth]: readonly [Float32Array, Float32Array],
  [tau, tauNu]: readonly [number, number],
  nonNegative: boolean,
): void {
  for (let i = 0; i < x.length; i++) {
    const old = x[i] ?? 0;
    const free = old - tau * (fit[i] ?? 0) - tauNu * (smooth[i] ?? 0);
    const next = nonNegative && free < 0 ? 0 : free;
    x[i] = next;
    ahead[i] = 2 * next - old;
  }
}
