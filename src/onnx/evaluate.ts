import { constant, constantValues } from '../graph/leaf.ts';
import { broadcastShapes } from '../graph/ops/elementwise.ts';
import type { Attribute, DType, Shape, Tensor } from '../graph/tensor.ts';
import { ancestors } from '../graph/walk.ts';
import { product } from '../util/arrays.ts';
import { present } from '../util/errors.ts';

/** Tensors with more elements than this are left to be computed at run time. */
const MOST = 2 ** 16;

interface Numbers {
  readonly shape: Shape;
  readonly values: readonly number[];
}

/** The value of one element of the result, found by its indices. */
type Element = (at: readonly number[]) => number;

type Evaluation = (
  inputs: readonly Numbers[],
  attributes: Readonly<Record<string, Attribute>>,
  shape: Shape,
) => Element;

/**
 * The constant that a tensor of few elements equals, if it depends on nothing but constants, by operators with which
 * exporters compute shapes.
 */
export function evaluate(tensor: Tensor): Tensor | undefined {
  if (constantValues(tensor)) return tensor;
  const known = new Map<Tensor, Numbers>();
  for (const each of ancestors([tensor])) {
    if (each.size > MOST) return undefined;
    const numbers = evaluateOne(each, known);
    if (!numbers) return undefined;
    known.set(each, numbers);
  }
  return constant(present(known.get(tensor), 'a value').values, tensor.shape, tensor.dtype);
}

function evaluateOne(tensor: Tensor, known: Map<Tensor, Numbers>): Numbers | undefined {
  const { shape, dtype } = tensor;
  const given = constantValues(tensor);
  if (given) return { shape, values: Array.from(given, Number) };
  const lowering = tensor.origin.lowering?.();
  const evaluation = lowering && evaluations[lowering.operator];
  if (!evaluation) return undefined;
  const inputs = lowering.inputs.filter((input) => input !== null);
  const numbers = inputs.map((input) => known.get(input) ?? evaluateOne(input, known));
  const complete = numbers.filter((each) => each !== undefined);
  if (complete.length < numbers.length) return undefined;
  const element = evaluation(complete, lowering.attributes ?? {}, shape);
  const values = indices(shape).map((at) => rounded[dtype](element(at)));
  return values.some(Number.isNaN) ? undefined : { shape, values };
}

/** Integers beyond those that numbers can count stand for "to the end". */
const whole = (x: number) =>
  Math.min(Math.max(Math.trunc(x), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);

const rounded: Readonly<Record<DType, (x: number) => number>> = {
  float32: Math.fround,
  float64: (x) => x,
  int32: whole,
  int64: whole,
  uint8: whole,
  bool: (x) => (x === 0 ? 0 : 1),
};

const evaluations: Readonly<Record<string, Evaluation>> = {
  Add: elementwise((a, b) => a + b),
  Sub: elementwise((a, b) => a - b),
  Mul: elementwise((a, b) => a * b),
  Div: elementwise((a, b) => a / b),
  Min: elementwise(Math.min),
  Max: elementwise(Math.max),
  Equal: elementwise((a, b) => Number(a === b)),
  Where: elementwise((condition, a, b) => (condition ? a : b)),
  Floor: elementwise(Math.floor),
  Sqrt: elementwise(Math.sqrt),
  Neg: elementwise((a) => -a),
  Cast: elementwise((a) => a),
  Identity: elementwise((a) => a),
  Expand: (inputs) => elementwise((a) => a)(inputs.slice(0, 1), {}, []),
  Reshape:
    ([x], _, shape) =>
    (at) =>
      x?.values[flatIndex(at, shape)] ?? Number.NaN,
  Transpose:
    ([x], { perm }) =>
    (at) => {
      const order = perm && 'ints' in perm ? perm.ints : [];
      const from = order.map((_, axis) => at[order.indexOf(axis)] ?? 0);
      return elementOf(x, from);
    },
  Gather: ([x, index], attributes) => {
    const axis = axisOf(attributes);
    const rank = index?.shape.length ?? 0;
    return (at) => {
      const picked = elementOf(index, at.slice(axis, axis + rank));
      const size = x?.shape[axis] ?? 0;
      return elementOf(x, at.toSpliced(axis, rank, picked < 0 ? picked + size : picked));
    };
  },
  Concat: (inputs, attributes) => (at) => {
    const axis = axisOf(attributes);
    let left = at[axis] ?? 0;
    for (const input of inputs) {
      const size = input.shape[axis] ?? 0;
      if (left < size) return elementOf(input, at.with(axis, left));
      left -= size;
    }
    return Number.NaN;
  },
  Slice: ([x, starts, , axes, steps]) => {
    const offsets = (x?.shape ?? []).map((_, axis) => {
      const place = axes?.values.indexOf(axis) ?? -1;
      return { start: starts?.values[place] ?? 0, step: steps?.values[place] ?? 1 };
    });
    return (at) =>
      elementOf(
        x,
        at.map((i, axis) => (offsets[axis]?.start ?? 0) + i * (offsets[axis]?.step ?? 1)),
      );
  },
};

function elementwise(f: (...operands: number[]) => number): Evaluation {
  return (inputs) => {
    const shape = inputs.map((x) => x.shape).reduce((a, b) => broadcastShapes(a, b, 'evaluate'), []);
    return (at) => {
      const inner = at.slice(at.length - shape.length);
      return f(...inputs.map((x) => elementOf(x, broadcastIndex(inner, x.shape))));
    };
  };
}

/** The indices into an operand that broadcasting stretched. */
function broadcastIndex(at: readonly number[], shape: Shape): number[] {
  return shape.map((size, axis) => (size === 1 ? 0 : (at[at.length - shape.length + axis] ?? 0)));
}

function elementOf(x: Numbers | undefined, at: readonly number[]): number {
  return x?.values[flatIndex(at, x.shape)] ?? Number.NaN;
}

function flatIndex(at: readonly number[], shape: Shape): number {
  return shape.reduce((index, size, axis) => index * size + (at[axis] ?? 0), 0);
}

/** All indices of a shape, in row-major order. */
function indices(shape: Shape): number[][] {
  return Array.from({ length: product(shape) }, (_, flat) => {
    let rest = flat;
    return shape
      .toReversed()
      .map((size) => {
        const i = rest % size;
        rest = Math.floor(rest / size);
        return i;
      })
      .toReversed();
  });
}

function axisOf({ axis }: Readonly<Record<string, Attribute>>): number {
  return axis && 'int' in axis ? axis.int : 0;
}
