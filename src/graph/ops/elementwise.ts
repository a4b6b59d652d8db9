import { sameItems } from '../../util/arrays.ts';
import { check, InputError } from '../../util/errors.ts';
import { constant } from '../leaf.ts';
import type { Call, Primitive } from '../primitive.ts';
import { definePrimitive } from '../primitive.ts';
import type { Attribute, DType, InputGradients, Lowering, Shape, Tensor, TensorType } from '../tensor.ts';
import { formatShape } from '../tensor.ts';

/** What an operator takes where a tensor or a plain number will do; a number takes the other operand's dtype. */
export type Operand = Tensor | number;

/** The attributes of a primitive that has none. */
export const NONE = {};

/** The lowering of a primitive whose inputs and attributes are exactly ONNX's. */
export function lowered<A extends object>(
  name: string,
  attributes?: (attributes: A) => Readonly<Record<string, Attribute>>,
): (call: Call<A>) => Lowering {
  return (call) => ({
    operator: name,
    inputs: call.inputs,
    ...(attributes && { attributes: attributes(call.attributes) }),
  });
}

/** The shape that NumPy's broadcasting gives: axes are aligned at the end, and a size of 1 stretches. */
export function broadcastShapes(a: Shape, b: Shape, where: string): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    check(m === n || m === 1 || n === 1, () => ({
      where,
      expected: 'shapes that broadcast (equal sizes or 1, aligned at the last axis)',
      received: `${formatShape(a)} and ${formatShape(b)}`,
    }));
    return m === 1 ? n : m;
  });
}

/**
 * A function of each element alone, of the input's type. `derivative` gives the input's gradient; `null` says that
 * the function is flat, so that no gradient passes.
 */
export function unary(
  name: string,
  derivative: ((dy: Tensor, x: Tensor, y: Tensor) => Tensor) | null,
): (x: Tensor) => Tensor {
  const primitive = definePrimitive<object>({
    name,
    shape: ([x]) => checkFloat(name, x),
    gradient: (dy, { inputs: [x], output }) => [x && derivative ? () => derivative(dy, x, output) : null],
    lowering: lowered(name),
  });
  return (x) => primitive([x], NONE);
}

/** The element types of a {@link binary} function: of any but equal types, with a result of the same, unless given. */
interface BinaryTypes {
  readonly operands?: DType;
  readonly result?: DType;
}

/** A broadcasting function of two tensors. `gradient` gives both gradients, summed to the operands' shapes. */
export function binary(
  name: string,
  gradient: ((dy: Tensor, a: Tensor, b: Tensor, y: Tensor) => InputGradients) | null,
  types: BinaryTypes = {},
): { (a: Operand, b: Operand): Tensor; primitive: Primitive<object> } {
  const primitive = definePrimitive<object>({
    name,
    shape: ([a, b]) => binaryType(name, a, b, types),
    gradient: gradient && ((dy, { inputs: [a, b], output }) => (a && b ? gradient(dy, a, b, output) : [])),
    lowering: lowered(name),
  });
  return Object.assign((a: Operand, b: Operand) => primitive(operands(name, a, b), NONE), { primitive });
}

/** Both operands as tensors, plain numbers as scalars of the other's dtype. */
function operands(where: string, a: Operand, b: Operand): [Tensor, Tensor] {
  if (typeof a !== 'number') return [a, typeof b === 'number' ? constant(b, [], a.dtype) : b];
  if (typeof b !== 'number') return [constant(a, [], b.dtype), b];
  throw new InputError({ where, expected: 'at least one tensor', received: `${a} and ${b}` });
}

/** Checks that a tensor is there and holds floating-point numbers. */
export function checkFloat(where: string, x: Tensor | undefined): TensorType {
  check(x !== undefined && (x.dtype === 'float32' || x.dtype === 'float64'), () => ({
    where,
    expected: 'a float32 tensor',
    received: x ? x.toString() : 'nothing',
    remedy: 'Convert it with cast.',
  }));
  return { shape: x.shape, dtype: x.dtype };
}

/** Checks that a tensor is there and holds numbers that can be summed and compared. */
export function checkNumber(where: string, x: Tensor | undefined): TensorType {
  check(x !== undefined && x.dtype !== 'bool' && x.dtype !== 'uint8', () => ({
    where,
    expected: 'a tensor of float32, int32 or int64',
    received: x ? x.toString() : 'nothing',
    remedy: 'Convert it with cast.',
  }));
  return { shape: x.shape, dtype: x.dtype };
}

function binaryType(name: string, a?: Tensor, b?: Tensor, types: BinaryTypes = {}): TensorType {
  const wanted = types.operands ?? a?.dtype;
  check(a !== undefined && b !== undefined && a.dtype === wanted && b.dtype === wanted, () => ({
    where: name,
    expected: `two tensors of ${types.operands ?? 'one dtype'}`,
    received: `${a} and ${b}`,
    remedy: 'Convert one with cast.',
  }));
  const shape = sameItems(a.shape, b.shape) ? a.shape : broadcastShapes(a.shape, b.shape, name);
  return { shape, dtype: types.result ?? a.dtype };
}
