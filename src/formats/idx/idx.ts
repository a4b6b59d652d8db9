import { product } from '../../util/arrays.ts';
import { check, InputError } from '../../util/errors.ts';
import { isGzip } from '../bytes/gzip.ts';

/** What an IDX file holds: an array in row-major order. */
export type IdxArray = { readonly shape: readonly number[] } & (
  | { readonly dtype: 'uint8'; readonly data: Uint8Array }
  | { readonly dtype: 'int8'; readonly data: Int8Array }
  | { readonly dtype: 'int16'; readonly data: Int16Array }
  | { readonly dtype: 'int32'; readonly data: Int32Array }
  | { readonly dtype: 'float32'; readonly data: Float32Array }
  | { readonly dtype: 'float64'; readonly data: Float64Array }
);

type IdxDtype = IdxArray['dtype'];

/** The third byte of a file, its meaning, and how many bytes one number takes. */
const dtypes: readonly { readonly code: number; readonly dtype: IdxDtype; readonly bytes: number }[] = [
  { code: 0x08, dtype: 'uint8', bytes: 1 },
  { code: 0x09, dtype: 'int8', bytes: 1 },
  { code: 0x0b, dtype: 'int16', bytes: 2 },
  { code: 0x0c, dtype: 'int32', bytes: 4 },
  { code: 0x0d, dtype: 'float32', bytes: 4 },
  { code: 0x0e, dtype: 'float64', bytes: 8 },
];

/** The most axes a header can declare, in its fourth byte. */
const MOST_AXES = 255;

/**
 * Reads an IDX file, the format of MNIST: two zero bytes, dtype, number of axes, the axes' lengths as big-endian
 * 32-bit integers, then the numbers, big-endian (LeCun, Cortes and Burges, "The MNIST database"). `where` names the
 * file in errors. Bytes are not copied, wider numbers are.
 *
 * @throws InputError for anything but one whole IDX file.
 */
export function readIdx(bytes: Uint8Array, where = 'IDX file'): IdxArray {
  const { dtype, bytesEach, shape, start } = readIdxHeader(bytes, where);
  const declared = product(shape) * bytesEach;
  check(bytes.length - start === declared, () => ({
    where,
    expected: `${declared} bytes of ${dtype} for shape [${shape.join(', ')}]`,
    received: `${bytes.length - start}`,
    remedy: 'The file is cut off, longer than it says, or not IDX.',
  }));
  return { shape, ...readNumbers(dtype, bytes.subarray(start)) };
}

/**
 * Writes an IDX file.
 *
 * @throws InputError where the data do not fit the shape, or the shape does not fit the format.
 */
export function writeIdx(array: IdxArray): Uint8Array {
  const { shape, dtype, data } = array;
  checkWritable(array);
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint8(2, dtypes.find((entry) => entry.dtype === dtype)?.code ?? 0);
  header.setUint8(3, shape.length);
  for (const [axis, length] of shape.entries()) header.setUint32(4 + 4 * axis, length);
  const bytes = new Uint8Array(header.byteLength + data.byteLength);
  bytes.set(new Uint8Array(header.buffer));
  writeNumbers(array, new DataView(bytes.buffer, header.byteLength));
  return bytes;
}

/** What an IDX file begins with. */
export interface IdxHeader {
  readonly dtype: IdxDtype;
  readonly bytesEach: number;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

/**
 * Reads the header alone; `bytes` may end anywhere behind it.
 *
 * @throws InputError for what does not begin as an IDX file.
 */
export function readIdxHeader(bytes: Uint8Array, where: string): IdxHeader {
  const [zero, alsoZero, code, axes = 0] = bytes;
  const found = dtypes.find((entry) => entry.code === code);
  const start = 4 + 4 * axes;
  if (zero !== 0 || alsoZero !== 0 || !found || bytes.length < start) throw notIdx(bytes, where);
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  return { dtype: found.dtype, bytesEach: found.bytes, shape, start };
}

function notIdx(bytes: Uint8Array, where: string): InputError {
  const first = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0'));
  return new InputError({
    where,
    expected: 'an IDX header: 00 00, a dtype from 08 to 0e, the number of axes, their lengths',
    received: bytes.length < 4 ? `${bytes.length} bytes in all` : `a file beginning with ${first.join(' ')}`,
    ...(isGzip(bytes) && { remedy: 'It is packed with gzip: unpack it first.' }),
  });
}

function readNumbers(dtype: IdxDtype, bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { length } = bytes;
  switch (dtype) {
    case 'uint8':
      return { dtype, data: bytes };
    case 'int8':
      return { dtype, data: new Int8Array(bytes.buffer, bytes.byteOffset, length) };
    case 'int16':
      return { dtype, data: Int16Array.from({ length: length / 2 }, (_, i) => view.getInt16(2 * i)) };
    case 'int32':
      return { dtype, data: Int32Array.from({ length: length / 4 }, (_, i) => view.getInt32(4 * i)) };
    case 'float32':
      return { dtype, data: Float32Array.from({ length: length / 4 }, (_, i) => view.getFloat32(4 * i)) };
    case 'float64':
      return { dtype, data: Float64Array.from({ length: length / 8 }, (_, i) => view.getFloat64(8 * i)) };
  }
}

function writeNumbers({ dtype, data }: IdxArray, view: DataView): void {
  const write = {
    uint8: (i: number, value: number) => view.setUint8(i, value),
    int8: (i: number, value: number) => view.setInt8(i, value),
    int16: (i: number, value: number) => view.setInt16(2 * i, value),
    int32: (i: number, value: number) => view.setInt32(4 * i, value),
    float32: (i: number, value: number) => view.setFloat32(4 * i, value),
    float64: (i: number, value: number) => view.setFloat64(8 * i, value),
  }[dtype];
  for (const [i, value] of data.entries()) write(i, value);
}

function checkWritable({ shape, data }: IdxArray): void {
  const lengths = shape.every((length) => Number.isInteger(length) && length >= 0 && length < 2 ** 32);
  check(lengths && shape.length <= MOST_AXES && product(shape) === data.length, () => ({
    where: 'writeIdx',
    expected: `a shape of at most ${MOST_AXES} axes for ${data.length} numbers`,
    received: `[${shape.join(', ')}]`,
  }));
}
