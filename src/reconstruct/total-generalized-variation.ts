import { concat, constant, expand, mul, reshape, slice, sub, type Tensor } from '../graph/index.ts';
import { generalizedGradient } from '../imaging/operators/finite-differences.ts';
import { primalDual } from '../imaging/solvers/primal-dual.ts';
import { projectOntoBalls } from '../imaging/solvers/proximal-maps.ts';
import { iterativeMethod } from './iterative-method.ts';
import type { Method } from './method.ts';
import { primalDualSteps } from './primal-dual-steps.ts';
import type { VariationOptions } from './total-variation.ts';

/** α₀/α₁, as Knoll et al. fix it. */
const RATIO = 2;

/** Components and complex parts. */
const FIELD_AXES = [-4, -3];

/**
 * Total generalized variation of second order (Bredies, Kunisch and Pock 2010; for MRI Knoll, Bredies, Pock and
 * Stollberger 2011, "Second order total generalized variation (TGV) for MRI"): minimizes
 *
 *     ½‖A u − y‖² + min over v of α₁ Σ|∇u − v| + α₀ Σ|ℰv|
 *
 * by the primal-dual algorithm, which prefers images with linear parts where total variation makes steps. α₁ is
 * `regularization`, relative to data of scale 1, and α₀ = 2 α₁. 300 iterations by default.
 *
 * @example const image = await totalGeneralizedVariation({ device: nodeDevice() }).reconstruct({ kspace, mask, maps });
 */
export function totalGeneralizedVariation(options: VariationOptions): Method {
  return iterativeMethod(
    {
      name: 'tgv',
      iterations: 300,
      tunable: [{ name: 'regularization', default: 2e-3, range: [1e-5, 0.1] }],
      solve: ({ operator, zeroFilled, lipschitz, parameter }) => {
        const alpha = parameter('regularization');
        return primalDual({
          operator: generalizedGradient(operator.inputShape, options),
          dualProximal: (p) => projectParts(p, alpha),
          gradient: (x) => withoutField(sub(operator.normal(imageOf(x)), zeroFilled)),
          steps: primalDualSteps({ lambda: alpha, lipschitz, squaredNorm: 12 }),
          start: withoutField(zeroFilled),
        });
      },
    },
    options,
  );
}

/** The dual of ∇u − v, no longer than α₁, and that of ℰv, no longer than α₀. */
function projectParts(p: Tensor, alpha: Tensor): Tensor {
  const first = slice(p, [{ axis: 0, start: 0, end: 2 }]);
  const second = slice(p, [{ axis: 0, start: 2, end: 5 }]);
  return concat(
    [projectOntoBalls(first, alpha, FIELD_AXES), projectOntoBalls(second, mul(alpha, RATIO), FIELD_AXES)],
    0,
  );
}

/** u of (u, v₁, v₂). */
function imageOf(x: Tensor): Tensor {
  return reshape(slice(x, [{ axis: 0, start: 0, end: 1 }]), x.shape.slice(1));
}

/** (u, 0, 0) */
function withoutField(u: Tensor): Tensor {
  return concat([reshape(u, [1, ...u.shape]), expand(constant(0), [2, ...u.shape])], 0);
}
