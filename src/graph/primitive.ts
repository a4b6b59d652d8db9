import type { InputGradients, Lowering, TensorType } from './tensor.ts';
import { Tensor } from './tensor.ts';

/** One application of a primitive: its inputs, its output and its attributes. */
export interface Call<A> {
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly attributes: A;
}

/** All there is to know about a primitive. Every field is required: a gap does not compile. */
export interface Rule<A> {
  /** ONNX's operator name. */
  readonly name: string;
  /** Checks the inputs and gives the type of the output. */
  readonly shape: (inputs: readonly Tensor[], attributes: A) => TensorType;
  /** Gradients of the inputs; `null` says deliberately none (the function is flat or discrete). */
  readonly gradient: ((upstream: Tensor, call: Call<A>) => InputGradients) | null;
  /** The ONNX node. */
  readonly lowering: (call: Call<A>) => Lowering;
}

/** A primitive: apply it to tensors, or recognize its applications. */
export interface Primitive<A> {
  (inputs: readonly Tensor[], attributes: A): Tensor;
  readonly rule: Rule<A>;
  /** The call that made `tensor`, if this primitive did. */
  match(tensor: Tensor): Call<A> | undefined;
}

/**
 * Turns a rule into a primitive.
 *
 * @example export const exp = definePrimitive({ name: 'Exp', shape: sameAsInput, gradient: ..., lowering: ... });
 */
export function definePrimitive<A>(rule: Rule<A>): Primitive<A> {
  const calls = new WeakMap<Tensor, Call<A>>();
  const apply = (inputs: readonly Tensor[], attributes: A): Tensor => {
    const output: Tensor = new Tensor(rule.shape(inputs, attributes), inputs, {
      name: rule.name,
      gradient: rule.gradient && ((upstream) => rule.gradient?.(upstream, call) ?? []),
      lowering: () => rule.lowering(call),
      rebuild: (others) => apply(others, attributes),
    });
    const call: Call<A> = { inputs, output, attributes };
    calls.set(output, call);
    return output;
  };
  return Object.assign(apply, { rule, match: (tensor: Tensor) => calls.get(tensor) });
}
