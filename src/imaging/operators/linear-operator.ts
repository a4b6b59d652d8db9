import type { Tensor } from '../../graph/index.ts';
import { product, sameItems } from '../../util/arrays.ts';
import { check, InputError } from '../../util/errors.ts';

/**
 * A linear map A between arrays of fixed shapes, with its adjoint A*: ⟨A x, y⟩ = ⟨x, A* y⟩ for the real inner product
 * of all numbers, which for planar complex data is the real part of the complex one. The same operator works on
 * plain arrays and, traced, on tensors with any batch axes before the shape.
 *
 * @example const image = sense({ maps, mask }).adjoint(kspace);
 */
export interface LinearOperator {
  readonly name: string;
  /** The shape of x. */
  readonly inputShape: readonly number[];
  /** The shape of A x. */
  readonly outputShape: readonly number[];
  /** A x. @throws InputError where x has another shape, or for a plain array where the operator is made of tensors. */
  readonly apply: Linear;
  /** A* y. */
  readonly adjoint: Linear;
  /** A* A x, often faster than one after the other. */
  readonly normal: Linear;
}

/** A linear function of plain arrays and of tensors. */
export interface Linear {
  (x: Float32Array): Float32Array;
  (x: Tensor): Tensor;
}

/** A linear map in one world: of arrays, or of tensors. */
export interface LinearPair<V> {
  readonly apply: (x: V) => V;
  readonly adjoint: (y: V) => V;
  /** A* A where it is faster than apply and adjoint. */
  readonly normal?: ((x: V) => V) | undefined;
}

/** What a {@link LinearOperator} is made of. */
export interface LinearOperatorFields {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** On plain arrays, which are not changed; null where a part of the operator is a tensor, known in a graph only. */
  readonly arrays: LinearPair<Float32Array> | null;
  /** On tensors, with batch axes before the shape. */
  readonly graph: LinearPair<Tensor>;
}

/**
 * A linear operator, which checks what it is applied to.
 *
 * @example linearOperator({ name: 'double', inputShape: [3], outputShape: [3], arrays: null, graph: { apply, adjoint } });
 */
export function linearOperator(fields: LinearOperatorFields): LinearOperator {
  const { name, inputShape, outputShape, arrays, graph } = fields;
  const normalOf = <V>({ apply, adjoint, normal }: LinearPair<V>) => normal ?? ((x: V) => adjoint(apply(x)));
  return {
    name,
    inputShape,
    outputShape,
    apply: linear(name, inputShape, arrays?.apply, graph.apply),
    adjoint: linear(`${name}, adjoint`, outputShape, arrays?.adjoint, graph.adjoint),
    normal: linear(name, inputShape, arrays ? normalOf(arrays) : undefined, normalOf(graph)),
  };
}

function linear(
  where: string,
  shape: readonly number[],
  onArray: ((x: Float32Array) => Float32Array) | undefined,
  onTensor: (x: Tensor) => Tensor,
): Linear {
  function evaluate(x: Float32Array): Float32Array;
  function evaluate(x: Tensor): Tensor;
  function evaluate(x: Float32Array | Tensor): Float32Array | Tensor {
    if (x instanceof Float32Array) {
      checkLength(x, shape, where);
      if (onArray) return onArray(x);
      throw new InputError({
        where,
        expected: 'a tensor, since a part of the operator is one',
        received: 'a plain array',
      });
    }
    checkShape(x, shape, where);
    return onTensor(x);
  }
  return evaluate;
}

function checkLength(x: Float32Array, shape: readonly number[], where: string): void {
  check(x.length === product(shape), () => ({
    where,
    expected: `${product(shape)} numbers for [${shape.join(', ')}]`,
    received: `${x.length}`,
  }));
}

function checkShape(x: Tensor, shape: readonly number[], where: string): void {
  check(x.rank >= shape.length && sameItems(x.shape.slice(x.rank - shape.length), shape), () => ({
    where,
    expected: `a tensor [..., ${shape.join(', ')}]`,
    received: `${x}`,
  }));
}

/**
 * The operators one after the other, the last first, as in a product of matrices: compose(A, B) x = A (B x).
 *
 * @throws InputError where the output of one is no input of the next.
 * @example compose(sampling(mask, shape), fourier(shape), coils(maps))
 */
export function compose(first: LinearOperator, ...others: readonly LinearOperator[]): LinearOperator {
  return others.reduce(composeTwo, first);
}

function composeTwo(a: LinearOperator, b: LinearOperator): LinearOperator {
  check(sameItems(a.inputShape, b.outputShape), () => ({
    where: `compose ${a.name} and ${b.name}`,
    expected: `what ${a.name} takes, [${a.inputShape.join(', ')}]`,
    received: `[${b.outputShape.join(', ')}]`,
  }));
  return linearOperator({
    name: `${a.name} ${b.name}`,
    inputShape: b.inputShape,
    outputShape: a.outputShape,
    arrays: {
      apply: (x) => a.apply(b.apply(x)),
      adjoint: (y) => b.adjoint(a.adjoint(y)),
      normal: (x) => b.adjoint(a.normal(b.apply(x))),
    },
    graph: {
      apply: (x) => a.apply(b.apply(x)),
      adjoint: (y) => b.adjoint(a.adjoint(y)),
      normal: (x) => b.adjoint(a.normal(b.apply(x))),
    },
  });
}

/** A* as an operator of its own, whose adjoint is A. */
export function adjointOf(a: LinearOperator): LinearOperator {
  return linearOperator({
    name: `${a.name}*`,
    inputShape: a.outputShape,
    outputShape: a.inputShape,
    arrays: { apply: (y) => a.adjoint(y), adjoint: (x) => a.apply(x) },
    graph: { apply: (y) => a.adjoint(y), adjoint: (x) => a.apply(x) },
  });
}
