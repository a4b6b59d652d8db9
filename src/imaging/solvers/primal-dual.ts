import { add, constant, expand, mul, type Operand, sub, type Tensor } from '../../graph/index.ts';
import type { LinearOperator } from '../operators/linear-operator.ts';
import type { StepSolver } from './step-solver.ts';

/** Minimize f(x) + g(x) + h(K x): f smooth, all convex. */
export interface SaddleProblem {
  /** K. */
  readonly operator: LinearOperator;
  /** The proximal map of σ h*, h* being the convex conjugate of h. */
  readonly dualProximal: (p: Tensor, step: Operand) => Tensor;
  /** ∇f, L-Lipschitz; f = 0 by default. */
  readonly gradient?: (x: Tensor) => Tensor;
  /** The proximal map of τ g; g = 0 by default. */
  readonly proximal?: (x: Tensor, step: Operand) => Tensor;
  /** τ and σ with (1/τ − L/2) / σ ≥ ‖K‖². */
  readonly steps: { readonly primal: Operand; readonly dual: Operand };
  /** x₀. */
  readonly start: Tensor;
}

/**
 * The primal-dual algorithm of Chambolle and Pock (2011, "A first-order primal-dual algorithm for convex problems with
 * applications to imaging", algorithm 1 with θ = 1), the smooth part taken by explicit steps (Condat 2013, "A
 * primal-dual splitting method for convex optimization", algorithm 3.1 with ρ = 1; Vũ 2013):
 *
 *     x⁺ = prox_τg(x − τ (∇f(x) + K* p)),   p⁺ = prox_σh*(p + σ K (2 x⁺ − x)),   from p = 0
 *
 * @example primalDual({ operator: finiteDifferences(shape), dualProximal, gradient, steps: { primal: 1, dual: 0.05 }, start });
 */
export function primalDual(problem: SaddleProblem): StepSolver<'x' | 'p'> {
  const { operator, dualProximal, gradient, proximal = (x) => x, steps, start } = problem;
  return {
    start: { x: start, p: expand(constant(0), operator.outputShape) },
    step: ({ x, p }) => {
      const pull = operator.adjoint(p);
      const slope = gradient ? add(gradient(x), pull) : pull;
      const next = proximal(sub(x, mul(slope, steps.primal)), steps.primal);
      const ahead = operator.apply(sub(mul(next, 2), x));
      return { x: next, p: dualProximal(add(p, mul(ahead, steps.dual)), steps.dual) };
    },
    solution: 'x',
  };
}
