import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';

/** A linear function of a tensor. */
type LinearFunction = (x: Tensor) => Tensor;

interface Directions {
  readonly apply: LinearFunction;
  readonly adjoint: LinearFunction;
}

const linearMapPrimitive = definePrimitive<Directions>({
  name: 'Identity',
  shape: ([, y]) => ({ shape: y?.shape ?? [], dtype: y?.dtype ?? 'float32' }),
  // dx = A* dy; what y is made of has its gradient in that
  gradient: (dy, { attributes: { apply, adjoint } }) => [() => linearMap(dy, adjoint, apply), null],
  lowering: ({ inputs: [, y] }) => ({ operator: 'Identity', inputs: [y ?? null] }),
});

/**
 * A x for a linear A whose adjoint is known to be faster than what its operators' gradients would add up to.
 *
 * @param apply A
 * @param adjoint A*, which is the gradient
 * @example linearMap(x, (x) => gather(x, order), (dy) => gather(dy, inverse)) // no scattering in the backward pass
 */
export function linearMap(x: Tensor, apply: LinearFunction, adjoint: LinearFunction): Tensor {
  return linearMapPrimitive([x, apply(x)], { apply, adjoint });
}
