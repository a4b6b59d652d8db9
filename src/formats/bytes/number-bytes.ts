import { check } from '../../util/errors.ts';
import { type ArrayDtype, DTYPE_BYTES, type Numbers } from '../array/dtype.ts';

type Put = (view: DataView, at: number, value: number) => void;

/** How numbers are written that a file can hold, little-endian; complex ones are written as two. */
const PUT: Readonly<Record<Exclude<ArrayDtype, 'float16'>, Put>> = {
  bool: (view, at, value) => view.setUint8(at, value),
  uint8: (view, at, value) => view.setUint8(at, value),
  int8: (view, at, value) => view.setInt8(at, value),
  uint16: (view, at, value) => view.setUint16(at, value, true),
  int16: (view, at, value) => view.setInt16(at, value, true),
  uint32: (view, at, value) => view.setUint32(at, value, true),
  int32: (view, at, value) => view.setInt32(at, value, true),
  uint64: (view, at, value) => view.setBigUint64(at, BigInt(value), true),
  int64: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
  float32: (view, at, value) => view.setFloat32(at, value, true),
  float64: (view, at, value) => view.setFloat64(at, value, true),
  complex64: (view, at, value) => view.setFloat32(at, value, true),
  complex128: (view, at, value) => view.setFloat64(at, value, true),
};

const LIMITS: ReadonlyMap<ArrayDtype, readonly [least: number, most: number]> = new Map([
  ['bool', [0, 1]],
  ['uint8', [0, 0xff]],
  ['int8', [-0x80, 0x7f]],
  ['uint16', [0, 0xffff]],
  ['int16', [-0x8000, 0x7fff]],
  ['uint32', [0, 0xffffffff]],
  ['int32', [-0x80000000, 0x7fffffff]],
  ['uint64', [0, Number.MAX_SAFE_INTEGER]],
  ['int64', [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
]);

/**
 * Writes numbers one behind the other into `target` from `offset` on, little-endian.
 *
 * @throws InputError for a number that an integer dtype does not hold.
 */
export function putNumbers(
  target: DataView,
  offset: number,
  numbers: Numbers,
  dtype: Exclude<ArrayDtype, 'float16'>,
  where: string,
): void {
  const put = PUT[dtype];
  const bytes = dtype.startsWith('complex') ? DTYPE_BYTES[dtype] / 2 : DTYPE_BYTES[dtype];
  const [least, most] = LIMITS.get(dtype) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const integer = LIMITS.has(dtype);
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? 0;
    check(!integer || (Number.isInteger(value) && value >= least && value <= most), () => ({
      where,
      expected: `whole numbers from ${least} to ${most} for ${dtype}`,
      received: `${value}`,
    }));
    put(target, offset + i * bytes, value);
  }
}
