import { product, range, sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { integers } from '../leaf.ts';
import type { Primitive } from '../primitive.ts';
import { definePrimitive } from '../primitive.ts';
import type { Shape, Tensor, TensorType } from '../tensor.ts';
import { formatShape, normalizeAxis, sizeOf } from '../tensor.ts';
import { add, div, exp, mul, sqrt, square, sub } from './arithmetic.ts';
import { cast, equal, greater, maskedBy } from './compare.ts';
import { checkFloat, checkNumber } from './elementwise.ts';
import { expand, reshape } from './shape.ts';

interface Reduction {
  readonly axes: readonly number[];
  /** Whether the reduced axes stay, as size 1. */
  readonly keepDims: boolean;
}

type ReductionGradient = (dy: Tensor, x: Tensor, y: Tensor, axes: readonly number[]) => Tensor;

/** All reductions, for {@link withoutKeptAxes}. */
const reductions: Primitive<Reduction>[] = [];

/** A reduction. While tracing it keeps the reduced axes as size 1, and {@link over} drops them when asked to. */
function reduction(
  name: string,
  gradient: ReductionGradient,
  checkInput: (where: string, x: Tensor | undefined) => TensorType = checkFloat,
): Primitive<Reduction> {
  const primitive = definePrimitive<Reduction>({
    name,
    shape: ([x], { axes, keepDims }) => {
      const { shape, dtype } = checkInput(name, x);
      return { shape: keepDims ? keptShape(shape, axes) : shape.filter((_, i) => !axes.includes(i)), dtype };
    },
    gradient: (dy, { inputs: [x], output, attributes: { axes } }) => [
      x
        ? () =>
            gradient(
              reshape(dy, keptShape(x.shape, axes)),
              x,
              reshape(output, keptShape(x.shape, axes)),
              axes,
            )
        : null,
    ],
    // In opset 17 the axes are an input of ReduceSum, and an attribute of all others.
    lowering: ({ inputs, attributes: { axes, keepDims } }) => {
      const keepdims = { int: keepDims ? 1 : 0 };
      return name === 'ReduceSum'
        ? { operator: name, inputs: [...inputs, integers(axes)], attributes: { keepdims } }
        : { operator: name, inputs, attributes: { axes: { ints: axes }, keepdims } };
    },
  });
  reductions.push(primitive);
  return primitive;
}

function keptShape(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((size, i) => (axes.includes(i) ? 1 : size));
}

/** A reshape that does nothing but drop the axes which a reduction kept, as the reduction alone. */
export function withoutKeptAxes(reshaped: Tensor, kept: Tensor): Tensor | undefined {
  for (const primitive of reductions) {
    const call = primitive.match(kept);
    if (!call?.attributes.keepDims) continue;
    const dropped = primitive(call.inputs, { ...call.attributes, keepDims: false });
    return sameItems(dropped.shape, reshaped.shape) ? dropped : undefined;
  }
  return undefined;
}

function over(primitive: Primitive<Reduction>) {
  return (x: Tensor, axes?: readonly number[], keepDims = false): Tensor => {
    const list = (axes ?? range(x.rank)).map((axis) => normalizeAxis(axis, x.rank, primitive.rule.name));
    const all = [...new Set(list)].sort((a, b) => a - b);
    if (all.length === 0) return x;
    const kept = primitive([x], { axes: all, keepDims: true });
    return keepDims
      ? kept
      : reshape(
          kept,
          x.shape.filter((_, i) => !all.includes(i)),
        );
  };
}

const count = (x: Tensor, axes: readonly number[]) => product(axes.map((axis) => sizeOf(x, axis)));

/** The sum over `axes` (all by default), of integers too. dx = dy repeated. */
export const reduceSum = over(reduction('ReduceSum', (dy, x) => expand(dy, x.shape), checkNumber));

/** The mean over `axes` (all by default). dx = dy / n repeated. */
export const reduceMean = over(
  reduction('ReduceMean', (dy, x, _y, axes) => expand(div(dy, count(x, axes)), x.shape)),
);

// dx = dy where x is the extreme, shared equally among ties
const extreme: ReductionGradient = (dy, x, y, axes) => {
  const chosen = cast(equal(x, y), x.dtype);
  return mul(chosen, div(dy, reduceSum(chosen, axes, true)));
};

/** Numbers of which there is at least one to choose from: nothing is the largest of none. */
function checkSome(where: string, x: Tensor | undefined): TensorType {
  const type = checkNumber(where, x);
  check(product(type.shape) > 0, () => ({
    where,
    expected: 'a tensor with elements',
    received: formatShape(type.shape),
  }));
  return type;
}

/** The largest over `axes` (all by default), of integers too; ties share the gradient. */
export const reduceMax = over(reduction('ReduceMax', extreme, checkSome));

/** The smallest over `axes` (all by default), of integers too; ties share the gradient. */
export const reduceMin = over(reduction('ReduceMin', extreme, checkSome));

/** ln Σ eˣ over `axes` (all by default), without overflow. dx = eˣ⁻ʸ dy */
export const logSumExp = over(reduction('ReduceLogSumExp', (dy, x, y) => mul(dy, exp(sub(x, y)))));

// dx = x / y dy, and 0 where y is
const euclidean = over(reduction('ReduceL2', (dy, x, y) => mul(x, maskedBy(greater(y, 0), div(dy, y)))));

/** The variance over `axes` (all by default), divided by n. */
export function reduceVariance(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  return reduceMean(square(sub(x, reduceMean(x, axes, true))), axes, keepDims);
}

/** The Euclidean norm over `axes` (all by default), √(Σx² + ε²). Where it is 0, so is its derivative. */
export function norm(x: Tensor, axes?: readonly number[], keepDims = false, epsilon = 0): Tensor {
  if (epsilon === 0) return euclidean(x, axes, keepDims);
  return sqrt(add(reduceSum(square(x), axes, keepDims), epsilon ** 2));
}

/** x summed over the axes along which broadcasting stretched `shape` to x's: the adjoint of {@link expand}. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameItems(x.shape, shape)) return x;
  const lead = x.rank - shape.length;
  const axes = range(x.rank).filter((i) => x.shape[i] !== 1 && (shape[i - lead] ?? 1) === 1);
  return reshape(reduceSum(x, axes, true), shape);
}

const argMaxPrimitive = definePrimitive<{ readonly axis: number }>({
  name: 'ArgMax',
  shape: ([x], { axis }) => {
    check(x !== undefined && sizeOf(x, axis) > 0, () => ({
      where: 'argMax',
      expected: 'an axis with elements',
      received: formatShape(x?.shape ?? []),
    }));
    return { shape: x.shape.toSpliced(axis, 1), dtype: 'int64' };
  },
  gradient: null,
  lowering: ({ inputs, attributes: { axis } }) => ({
    operator: 'ArgMax',
    inputs,
    attributes: { axis: { int: axis }, keepdims: { int: 0 }, select_last_index: { int: 0 } },
  }),
});

/** Where the largest element along `axis` is (the first of several), as int64; the axis is dropped. */
export function argMax(x: Tensor, axis: number): Tensor {
  return argMaxPrimitive([x], { axis: normalizeAxis(axis, x.rank, 'argMax') });
}
