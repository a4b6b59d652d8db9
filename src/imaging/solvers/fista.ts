import { add, constant, div, mul, type Operand, sqrt, square, sub, type Tensor } from '../../graph/index.ts';
import type { StepSolver } from './step-solver.ts';

/** Minimize f(x) + g(x), f smooth and both convex. */
export interface CompositeProblem {
  /** ∇f, L-Lipschitz. */
  readonly gradient: (x: Tensor) => Tensor;
  /** The proximal map of τ g: the x with the least τ g(x) + ½‖x − z‖². */
  readonly proximal: (z: Tensor, step: Operand) => Tensor;
  /** τ, at most 1/L. */
  readonly stepSize: Operand;
  /** x₀. */
  readonly start: Tensor;
  /** ∇f(x₀), where it is known without the effort of `gradient`. */
  readonly startGradient?: Tensor;
}

/**
 * FISTA with a constant step (Beck and Teboulle 2009, "A fast iterative shrinkage-thresholding algorithm for linear
 * inverse problems", eq. 4.1 to 4.3):
 *
 *     x_k = prox_τg(z_k),   t_k+1 = (1 + √(1 + 4 t_k²)) / 2,
 *     y = x_k + (t_k − 1)/t_k+1 (x_k − x_k−1),   z_k+1 = y − τ ∇f(y),   from z_1 = x_0 − τ ∇f(x_0), t_1 = 1
 *
 * @example fista({ gradient, proximal: (z, step) => softThreshold(z, mul(lambda, step), [0]), stepSize: 1, start });
 */
export function fista(problem: CompositeProblem): StepSolver<'x' | 'z' | 't'> {
  const { gradient, proximal, stepSize, start, startGradient = gradient(start) } = problem;
  return {
    start: { x: start, z: sub(start, mul(startGradient, stepSize)), t: constant(1) },
    step: ({ x, z, t }) => {
      const next = proximal(z, stepSize);
      const tNext = div(add(sqrt(add(mul(square(t), 4), 1)), 1), 2);
      const y = add(next, mul(sub(next, x), div(sub(t, 1), tNext)));
      return { x: next, z: sub(y, mul(gradient(y), stepSize)), t: tNext };
    },
    solution: 'x',
  };
}
