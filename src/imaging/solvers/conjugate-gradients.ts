import { add, constant, div, expand, max, mul, sub, type Tensor } from '../../graph/index.ts';
import { innerProduct, type StepSolver } from './step-solver.ts';

/** The linear system A x = b. */
export interface LinearSystem {
  /** A, symmetric and positive definite: for instance a normal operator A*A + λ. */
  readonly operator: (x: Tensor) => Tensor;
  /** b, of x's shape. */
  readonly rightSide: Tensor;
}

/** Numbers below this count as zero: what is solved exactly, or has no data, stays as it is. */
const TINY = 1e-30;

/**
 * Conjugate gradients from x = 0 (Hestenes and Stiefel 1952, "Methods of conjugate gradients for solving linear
 * systems", eq. 3:1), with ρ = ‖r‖²:
 *
 *     α = ρ / ⟨p, A p⟩,   x ← x + α p,   r ← r − α A p,   β = ‖r‖² / ρ,   p ← r + β p
 *
 * @example conjugateGradients({ operator: (x) => add(a.normal(x), mul(x, lambda)), rightSide: a.adjoint(y) });
 */
export function conjugateGradients({
  operator,
  rightSide,
}: LinearSystem): StepSolver<'x' | 'r' | 'p' | 'rho'> {
  return {
    start: {
      x: expand(constant(0), rightSide.shape),
      r: rightSide,
      p: rightSide,
      rho: innerProduct(rightSide, rightSide),
    },
    step: ({ x, r, p, rho }) => {
      const ap = operator(p);
      const alpha = div(rho, max(innerProduct(p, ap), TINY));
      const rest = sub(r, mul(ap, alpha));
      const rhoNext = innerProduct(rest, rest);
      const beta = div(rhoNext, max(rho, TINY));
      return { x: add(x, mul(p, alpha)), r: rest, p: add(rest, mul(p, beta)), rho: rhoNext };
    },
    solution: 'x',
  };
}
