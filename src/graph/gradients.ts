import { check, InputError } from '../util/errors.ts';
import { sumContributions } from './contributions.ts';
import { constant } from './leaf.ts';
import { expand } from './ops/shape.ts';
import type { Tensor } from './tensor.ts';
import { formatShape } from './tensor.ts';
import { ancestors } from './walk.ts';

/**
 * The gradients of a scalar `loss` with respect to each of `parameters`, by reverse-mode differentiation: new
 * tensors of the same graph, of the parameters' shapes. A parameter that the loss does not depend on gets zeros.
 *
 * @throws InputError when `loss` is not a float scalar, or a primitive on the way has no gradient.
 * @example const [dw, db] = gradients(loss, [w, b]);
 */
export function gradients<const Parameters extends readonly Tensor[]>(
  loss: Tensor,
  parameters: Parameters,
): { -readonly [Place in keyof Parameters]: Tensor };
export function gradients(loss: Tensor, parameters: readonly Tensor[]): Tensor[] {
  check(loss.size === 1 && loss.dtype === 'float32', () => ({
    where: 'gradients',
    expected: 'a loss that is a single float32 number',
    received: loss.toString(),
    remedy: 'Reduce it first, e.g. with reduceMean.',
  }));
  const seed = loss.rank === 0 ? constant(1) : constant(new Float32Array([1]), loss.shape);
  return vectorJacobianProduct([loss], [seed], parameters);
}

/** Σ_i seedsᵢᵀ ∂outputsᵢ/∂parameters, for outputs of any shape; `seeds` have the outputs' shapes. */
export function vectorJacobianProduct(
  outputs: readonly Tensor[],
  seeds: readonly Tensor[],
  parameters: readonly Tensor[],
): Tensor[] {
  const order = ancestors(outputs);
  const needed = dependents(order, parameters);
  const contributions = new Map<Tensor, Tensor[]>();
  const collect = (tensor: Tensor, gradient: Tensor) => {
    contributions.set(tensor, [...(contributions.get(tensor) ?? []), gradient]);
  };
  const total = (tensor: Tensor) => {
    const parts = contributions.get(tensor);
    return parts && sumContributions(parts);
  };
  outputs.forEach((output, i) => {
    const seed = seeds[i];
    if (seed && needed.has(output)) collect(output, seed);
  });
  for (const tensor of order.toReversed()) {
    const upstream = dependsOnMore(tensor, needed) ? total(tensor) : undefined;
    if (upstream) propagate(tensor, upstream, needed, collect);
  }
  return parameters.map((p) => total(p) ?? expand(constant(0), p.shape));
}

function propagate(
  tensor: Tensor,
  upstream: Tensor,
  needed: ReadonlySet<Tensor>,
  collect: (tensor: Tensor, gradient: Tensor) => void,
): void {
  if (!tensor.origin.gradient) throw withoutGradient(tensor);
  const inputGradients = tensor.origin.gradient(upstream);
  tensor.inputs.forEach((input, i) => {
    const gradient = inputGradients[i];
    if (needed.has(input) && gradient) collect(input, gradient());
  });
}

function dependsOnMore(tensor: Tensor, needed: ReadonlySet<Tensor>): boolean {
  return tensor.inputs.some((input) => needed.has(input));
}

/** The tensors of `order` (inputs before outputs) that depend on any of `sources`. */
function dependents(order: readonly Tensor[], sources: readonly Tensor[]): Set<Tensor> {
  const needed = new Set<Tensor>(sources);
  for (const tensor of order) {
    if (dependsOnMore(tensor, needed)) needed.add(tensor);
  }
  return needed;
}

function withoutGradient(tensor: Tensor): InputError {
  return new InputError({
    where: 'gradients',
    expected: 'primitives that have a gradient between the loss and the parameters',
    received: `${tensor.origin.name} of shape ${formatShape(tensor.shape)}, which has none`,
    remedy: 'Wrap its input in stopGradient if the parameters should not be reached through it.',
  });
}
