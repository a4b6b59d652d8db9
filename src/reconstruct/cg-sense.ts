import { add, mul } from '../graph/index.ts';
import { conjugateGradients } from '../imaging/solvers/conjugate-gradients.ts';
import { type IterativeOptions, iterativeMethod } from './iterative-method.ts';
import type { Method } from './method.ts';

/**
 * CG-SENSE (Pruessmann et al. 2001, "Advances in sensitivity encoding with arbitrary k-space trajectories"): minimizes
 * ½‖A x − y‖² + λ/2 ‖x‖² by conjugate gradients on (A*A + λ) x = A*y, as BART's `pics -l2 -r λ`. λ is `regularization`,
 * relative to data of scale 1. 30 iterations by default; fewer regularize too.
 *
 * @example const image = await cgSense({ device: nodeDevice() }).reconstruct({ kspace, mask, maps });
 */
export function cgSense(options: IterativeOptions): Method {
  return iterativeMethod(
    {
      name: 'sense',
      iterations: 30,
      tunable: [{ name: 'regularization', default: 0.01, range: [1e-5, 1] }],
      solve: ({ operator, zeroFilled, parameter }) => {
        const lambda = parameter('regularization');
        return conjugateGradients({
          operator: (x) => add(operator.normal(x), mul(x, lambda)),
          rightSide: zeroFilled,
        });
      },
    },
    options,
  );
}
