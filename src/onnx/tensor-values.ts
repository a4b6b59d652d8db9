import type { Values } from '../graph/leaf.ts';
import type { DType, TensorType } from '../graph/tensor.ts';
import { formatShape, ONNX_DATA_TYPE } from '../graph/tensor.ts';
import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import type { TensorProto } from './onnx_pb.ts';

/** An array with its type. */
export interface TypedValues extends TensorType {
  readonly values: Values;
}

const dtypes = new Map(Object.entries(ONNX_DATA_TYPE).map(([name, number]) => [number, name]));

/**
 * ONNX's number of an element type under its name.
 *
 * @throws InputError for a type that graphs here do not have.
 */
export function dtypeOf(dataType: number, where: string): DType {
  const dtype = dtypes.get(dataType);
  check(isDType(dtype), () => ({
    where,
    expected: `elements of ${[...dtypes.values()].join(', ')}`,
    received: `ONNX's element type ${dataType}`,
    remedy: 'Convert the model to float32 before.',
  }));
  return dtype;
}

function isDType(name: string | undefined): name is DType {
  return name !== undefined && name in ONNX_DATA_TYPE;
}

/**
 * The values of a tensor in a model, from raw bytes or from the field of its type.
 *
 * @throws InputError when type, shape and values do not fit.
 */
export function readTensor(proto: TensorProto, where: string): TypedValues {
  const dtype = dtypeOf(proto.dataType, where);
  const shape = proto.dims.map(Number);
  const values = proto.rawData.length > 0 ? fromBytes(proto.rawData, dtype, where) : listed[dtype](proto);
  check(product(shape) === values.length && shape.every((size) => size >= 0), () => ({
    where,
    expected: `the values of shape ${formatShape(shape)}`,
    received: `${values.length} of them`,
  }));
  return { dtype, shape, values };
}

/** Values that stand in a field of their own; the small types share the one of int32. */
const listed: Readonly<Record<DType, (proto: TensorProto) => Values>> = {
  float32: (proto) => Float32Array.from(proto.floatData),
  float64: (proto) => Float64Array.from(proto.doubleData),
  int32: (proto) => Int32Array.from(proto.int32Data),
  int64: (proto) => BigInt64Array.from(proto.int64Data),
  uint8: (proto) => Uint8Array.from(proto.int32Data),
  bool: (proto) => Uint8Array.from(proto.int32Data, (v) => (v === 0 ? 0 : 1)),
};

const arrays: Readonly<
  Record<DType, { new (buffer: ArrayBuffer): Values; readonly BYTES_PER_ELEMENT: number }>
> = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

/** A copy, as the bytes in a file need not be aligned. */
function fromBytes(bytes: Uint8Array, dtype: DType, where: string): Values {
  const array = arrays[dtype];
  check(bytes.length % array.BYTES_PER_ELEMENT === 0, () => ({
    where,
    expected: `whole ${dtype} numbers of ${array.BYTES_PER_ELEMENT} bytes`,
    received: `${bytes.length} bytes`,
  }));
  return new array(Uint8Array.from(bytes).buffer);
}
