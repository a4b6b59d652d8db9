import type { Values } from '../graph/leaf.ts';
import type { DType } from '../graph/tensor.ts';
import { invariant } from '../util/errors.ts';

/** The typed array that holds each element type. */
export const arrayOf: Readonly<Record<DType, new () => Values>> = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

/** Whether ONNX Runtime's name of a type is one of ours. */
export function isDType(type: string): type is DType {
  return type in arrayOf;
}

/** What a tensor of ONNX Runtime holds. */
export function valuesOf({ data, type }: { readonly data: unknown; readonly type: string }): Values {
  invariant(isValues(data), `an output of type ${type}`);
  return data;
}

function isValues(data: unknown): data is Values {
  return Object.values(arrayOf).some((array) => data instanceof array);
}

/** Whether two arrays share memory. */
export function overlap(a: Values, b: Values): boolean {
  const crossing = a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
  return a.buffer === b.buffer && crossing;
}

/** Copies between arrays of one type. */
export function copyValues(from: Values, to: Values): void {
  if (from instanceof BigInt64Array) {
    if (to instanceof BigInt64Array) to.set(from);
  } else if (!(to instanceof BigInt64Array)) to.set(from);
}

/**
 * Gives an array's memory back at once. ONNX Runtime returns copies of outputs at every run, even of those that it has
 * written in place: left to the garbage collector, they have it run many times a second, on the processors that compute.
 */
export function freeValues({ buffer }: Values): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
