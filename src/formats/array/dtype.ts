/**
 * What the numbers of an array are. Complex values are pairs (real, imaginary), one behind the other in a float array.
 * `int64` and `uint64` come as float64, `bool` as uint8, and `float16` as float32.
 */
export type ArrayDtype =
  | 'bool'
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'uint64'
  | 'int64'
  | 'float16'
  | 'float32'
  | 'float64'
  | 'complex64'
  | 'complex128';

/** Numbers in memory. */
export type Numbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** How many bytes one value takes in a file. */
export const DTYPE_BYTES: Readonly<Record<ArrayDtype, number>> = {
  bool: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  uint64: 8,
  int64: 8,
  float16: 2,
  float32: 4,
  float64: 8,
  complex64: 8,
  complex128: 16,
};

/** Whether values are pairs (real, imaginary). */
export function isComplex(dtype: ArrayDtype): boolean {
  return dtype === 'complex64' || dtype === 'complex128';
}
