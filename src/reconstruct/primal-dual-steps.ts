import { add, div, mul, type Tensor } from '../graph/index.ts';

/** σ / λ. The dual variable, at most λ long, reaches its bound within some tens of steps of σ times a gradient. */
const DUAL_STEP = 10;

/**
 * Step sizes of the primal-dual algorithm for images whose values are about 1: σ in proportion to λ, as large as the
 * dual variable is, and the largest τ that still converges, 1/τ = L/2 + σ‖K‖² (Condat 2013, theorem 3.1).
 */
export function primalDualSteps(bounds: {
  readonly lambda: Tensor;
  /** L, a bound of ‖A‖². */
  readonly lipschitz: Tensor;
  /** A bound of ‖K‖². */
  readonly squaredNorm: number;
}): { readonly primal: Tensor; readonly dual: Tensor } {
  const dual = mul(bounds.lambda, DUAL_STEP);
  const primal = div(1, add(mul(bounds.lipschitz, 0.5), mul(dual, bounds.squaredNorm)));
  return { primal, dual };
}
