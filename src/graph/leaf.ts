import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import type { DType, Shape } from './tensor.ts';
import { checkShape, formatShape, Tensor } from './tensor.ts';

/** The values of a constant, row-major. Booleans are bytes of 0 and 1. */
export type Values = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

const inputs = new WeakMap<Tensor, { readonly name: string }>();
const constants = new WeakMap<Tensor, { readonly values: Values }>();

/**
 * A tensor whose values are given at every run, under `name`.
 *
 * @example const x = input('x', [32, 784]);
 */
export function input(name: string, shape: Shape, dtype: DType = 'float32'): Tensor {
  checkShape(shape, `input "${name}"`);
  const tensor = new Tensor({ shape, dtype }, [], { ...leaf('Input'), rebuild: () => tensor });
  inputs.set(tensor, { name });
  return tensor;
}

/** The name of an input, or `undefined` for any other tensor. */
export function inputName(tensor: Tensor): string | undefined {
  return inputs.get(tensor)?.name;
}

/**
 * A tensor whose values are part of the graph. A number alone is a scalar.
 *
 * @example const kernel = constant([1, 2, 1], [3]);
 */
export function constant(
  values: number | readonly number[] | Values,
  shape?: Shape,
  dtype: DType = 'float32',
): Tensor {
  const array = typeof values === 'number' ? toValues([values], dtype) : toValues(values, dtype);
  const type = { shape: shape ?? (typeof values === 'number' ? [] : [array.length]), dtype };
  check(product(type.shape) === array.length, () => ({
    where: 'constant',
    expected: `${product(type.shape)} values for shape ${formatShape(type.shape)}`,
    received: `${array.length}`,
  }));
  const tensor = new Tensor(type, [], { ...leaf('Constant'), rebuild: () => tensor });
  constants.set(tensor, { values: array });
  return tensor;
}

/** A constant vector of int64, as ONNX takes shapes and axes. */
export function integers(values: readonly number[]): Tensor {
  return constant(values, [values.length], 'int64');
}

/** The values of a constant, or `undefined` for any other tensor. */
export function constantValues(tensor: Tensor): Values | undefined {
  return constants.get(tensor)?.values;
}

/** The one number that a constant holds in all its elements, or `undefined`. */
export function scalarValue(tensor: Tensor): number | undefined {
  const values = constantValues(tensor);
  const first = values?.[0];
  if (values === undefined || first === undefined) return undefined;
  return values.length === 1 ? Number(first) : undefined;
}

function leaf(name: string) {
  return { name, gradient: null, lowering: null };
}

function toValues(values: readonly number[] | Values, dtype: DType): Values {
  switch (dtype) {
    case 'float32':
      return values instanceof Float32Array ? values : Float32Array.from(numbers(values));
    case 'float64':
      return values instanceof Float64Array ? values : Float64Array.from(numbers(values));
    case 'int32':
      return values instanceof Int32Array ? values : Int32Array.from(whole(values, dtype));
    case 'int64':
      return values instanceof BigInt64Array ? values : BigInt64Array.from(whole(values, dtype), BigInt);
    case 'uint8':
    case 'bool':
      return values instanceof Uint8Array ? values : Uint8Array.from(whole(values, dtype));
  }
}

function numbers(values: readonly number[] | Values): readonly number[] | Exclude<Values, BigInt64Array> {
  return values instanceof BigInt64Array ? Array.from(values, Number) : values;
}

/** The least and the largest number of each integer type; of int64, those that a JavaScript number holds exactly. */
const LIMITS = {
  bool: [0, 1],
  uint8: [0, 255],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
} as const;

/** Numbers that an integer type can hold: none is cut off or wrapped around in silence. */
function whole(values: readonly number[] | Values, dtype: keyof typeof LIMITS) {
  const all = numbers(values);
  const [least, most] = LIMITS[dtype];
  const wrong = all.find((value) => !Number.isInteger(value) || value < least || value > most);
  check(wrong === undefined, () => ({
    where: 'constant',
    expected: `whole numbers from ${least} to ${most} for ${dtype}`,
    received: String(wrong),
  }));
  return all;
}
