import type { Tensor } from '../tensor.ts';
import { withGradient } from './own-gradient.ts';

/** A linear function of a tensor. */
type LinearFunction = (x: Tensor) => Tensor;

/**
 * A x for a linear A whose adjoint is known to be faster than what its operators' gradients would add up to.
 *
 * @param apply A
 * @param adjoint A*, which is the gradient
 * @example linearMap(x, (x) => gather(x, order), (dy) => gather(dy, inverse)) // no scattering in the backward pass
 */
export function linearMap(x: Tensor, apply: LinearFunction, adjoint: LinearFunction): Tensor {
  return withGradient(apply(x), [x], (dy) => [linearMap(dy, adjoint, apply)]);
}
