import { present } from '../../util/errors.ts';
import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';

/** The gradients of `sources` from the gradient of `value`, which was made of them: one for each. */
export type OwnGradient = (upstream: Tensor, sources: readonly Tensor[], value: Tensor) => readonly Tensor[];

/** The primitive behind {@link withGradient}: its first input, while the gradient goes to all others. */
const identityPrimitive = definePrimitive<{ readonly gradient: OwnGradient }>({
  name: 'Identity',
  shape: ([x]) => ({ shape: x?.shape ?? [], dtype: x?.dtype ?? 'float32' }),
  gradient: (dy, { inputs: [value, ...sources], attributes }) => {
    let found: readonly Tensor[] | undefined;
    const gradientOf = (i: number) => () => {
      found ??= attributes.gradient(dy, sources, value ?? dy);
      return present(found[i], `gradient of source ${i}`);
    };
    return [null, ...sources.map((_, i) => gradientOf(i))];
  },
  lowering: ({ inputs: [x] }) => ({ operator: 'Identity', inputs: [x ?? null] }),
});

/**
 * `value`, whose gradient with respect to `sources`, of which it was made, is the one given and not that of its
 * computation: where a formula costs less than what differentiation finds, or keeps less in memory.
 *
 * @param gradient as many tensors as there are sources, each of its source's shape
 * @example withGradient(exp(x), [x], (dy, [x]) => [mul(dy, exp(x))]) // computes the exponential again
 */
export function withGradient(value: Tensor, sources: readonly Tensor[], gradient: OwnGradient): Tensor {
  return identityPrimitive([value, ...sources], { gradient });
}

/** x, through which no gradient passes. */
export function stopGradient(x: Tensor): Tensor {
  return withGradient(x, [], () => []);
}
