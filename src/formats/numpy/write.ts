import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type ArrayDtype, DTYPE_BYTES, isComplex, type Numbers } from '../array/dtype.ts';
import { putNumbers } from '../bytes/number-bytes.ts';

/** An array to be written. */
export interface NumpyArray {
  readonly shape: readonly number[];
  /** Row-major; two numbers for each complex value. */
  readonly values: Numbers;
  readonly dtype: Exclude<ArrayDtype, 'float16'>;
}

/** numpy's names of dtypes. */
const DESCRIPTIONS: Readonly<Record<NumpyArray['dtype'], string>> = {
  bool: '|b1',
  uint8: '|u1',
  int8: '|i1',
  uint16: '<u2',
  int16: '<i2',
  uint32: '<u4',
  int32: '<i4',
  uint64: '<u8',
  int64: '<i8',
  float32: '<f4',
  float64: '<f8',
  complex64: '<c8',
  complex128: '<c16',
};

const MAGIC = '\x93NUMPY\x01\x00';
/** Where values begin is a multiple of this. */
const ALIGNMENT = 64;

/**
 * The bytes of an npy file, version 1 (NEP 1; numpy/lib/format.py), little-endian.
 *
 * @throws InputError where the values do not fit shape or dtype.
 * @example await writeFile('image.npy', writeNumpy({ shape: [128, 128], values, dtype: 'float32' }));
 */
export function writeNumpy({ shape, values, dtype }: NumpyArray): Uint8Array {
  const count = product(shape) * (isComplex(dtype) ? 2 : 1);
  check(values.length === count, () => ({
    where: 'writeNumpy',
    expected: `${count} numbers for shape [${shape.join(', ')}]`,
    received: `${values.length}`,
  }));
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${DESCRIPTIONS[dtype]}', 'fortran_order': False, 'shape': (${lengths}), }`;
  const start = Math.ceil((MAGIC.length + 2 + header.length + 1) / ALIGNMENT) * ALIGNMENT;
  const view = new DataView(new ArrayBuffer(start + product(shape) * DTYPE_BYTES[dtype]));
  const text = `${header.padEnd(start - MAGIC.length - 3)}\n`;
  putText(view, 0, MAGIC);
  view.setUint16(MAGIC.length, text.length, true);
  putText(view, MAGIC.length + 2, text);
  putNumbers(view, start, values, dtype, 'writeNumpy');
  return new Uint8Array(view.buffer);
}

function putText(view: DataView, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
}
