import { div, max, mul, norm, type Operand, sub, type Tensor } from '../../graph/index.ts';

/**
 * Soft thresholding (Donoho 1995), the proximal map of θ Σ|x|: every magnitude becomes less by θ, down to 0.
 *
 * @param axes what a magnitude is taken over: the complex axis for complex numbers
 * @example softThreshold(coefficients, 0.01, [COMPLEX_AXIS])
 */
export function softThreshold(x: Tensor, threshold: Operand, axes: readonly number[]): Tensor {
  return sub(x, projectOntoBalls(x, threshold, axes));
}

/**
 * The nearest vectors no longer than r, x / max(1, |x| / r): the proximal map of the conjugate of r Σ|x|.
 *
 * @param radius r, at least 0
 * @param axes over which a vector's elements lie
 * @example projectOntoBalls(dual, lambda, [-4, -3]) // [direction, 2, row, column] in total variation
 */
export function projectOntoBalls(x: Tensor, radius: Operand, axes: readonly number[]): Tensor {
  const lengths = max(max(norm(x, axes, true), radius), 1e-30);
  return mul(x, div(radius, lengths));
}
