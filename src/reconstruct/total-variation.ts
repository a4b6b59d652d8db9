import { sub } from '../graph/index.ts';
import { type DifferenceOptions, finiteDifferences } from '../imaging/operators/finite-differences.ts';
import { primalDual } from '../imaging/solvers/primal-dual.ts';
import { projectOntoBalls } from '../imaging/solvers/proximal-maps.ts';
import { type IterativeOptions, iterativeMethod } from './iterative-method.ts';
import type { Method } from './method.ts';
import { primalDualSteps } from './primal-dual-steps.ts';

/** Directions and complex parts of ∇x: one length for a complex gradient. */
const GRADIENT_AXES = [-4, -3];

/** How a reconstruction with total variation, of first or second order, runs; BART's is periodic. */
export type VariationOptions = IterativeOptions & DifferenceOptions;

/**
 * Total variation (Rudin, Osher and Fatemi 1992; for undersampled multi-coil data Block, Uecker and Frahm 2007,
 * "Undersampled radial MRI with multiple coils"): minimizes ½‖A x − y‖² + λ Σ|∇x|, isotropic, |∇x| over both
 * directions and the real and imaginary part, by the primal-dual algorithm. λ is `regularization`, relative to data of
 * scale 1. 200 iterations by default. The minimum of BART's `pics -R T:3:0:λ` is the same but for the direction of the
 * differences, which there go back, and around the border.
 *
 * @example const image = await totalVariation({ device: nodeDevice() }).reconstruct({ kspace, mask, maps });
 */
export function totalVariation(options: VariationOptions): Method {
  return iterativeMethod(
    {
      name: 'tv',
      iterations: 200,
      tunable: [{ name: 'regularization', default: 2e-3, range: [1e-5, 0.1] }],
      solve: ({ operator, zeroFilled, lipschitz, parameter }) => {
        const lambda = parameter('regularization');
        return primalDual({
          operator: finiteDifferences(operator.inputShape, options),
          dualProximal: (p) => projectOntoBalls(p, lambda, GRADIENT_AXES),
          gradient: (x) => sub(operator.normal(x), zeroFilled),
          steps: primalDualSteps({ lambda, lipschitz, squaredNorm: 8 }),
          start: zeroFilled,
        });
      },
    },
    options,
  );
}
