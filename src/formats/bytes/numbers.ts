import { InputError } from '../../util/errors.ts';
import { type ArrayDtype, DTYPE_BYTES, type Numbers } from '../array/dtype.ts';
import { widenFloat16 } from './float16.ts';
import { type ByteSource, readInto } from './source.ts';

/** Whether this machine keeps the low byte first, as all do that run Node or a browser today. */
const NATIVE_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * The numbers that bytes stand for. Without a copy where the bytes lie as this machine wants them, else with one; the
 * bytes themselves are never changed.
 *
 * @throws InputError for a 64-bit integer beyond 2⁵³, which no JavaScript number holds; `where` names the file.
 */
export function numbersOf(
  bytes: Uint8Array,
  dtype: ArrayDtype,
  littleEndian: boolean,
  where: string,
): Numbers {
  switch (dtype) {
    case 'bool':
    case 'uint8':
      return bytes;
    case 'int8':
      return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    case 'int64':
    case 'uint64':
      return wideIntegers(bytes, dtype, littleEndian, where);
    case 'float16':
      return widenFloat16(uint16(ordered(bytes, 2, littleEndian)));
    default:
      return viewOf(ordered(bytes, unitOf(dtype), littleEndian), dtype);
  }
}

/**
 * Fills `into` with the bytes of a file, where these are float32 as this machine has them; `undefined` where they are
 * not, or it is not given.
 *
 * @throws InputError where the file has not that many.
 */
export async function floatsInto(
  into: Float32Array | undefined,
  source: ByteSource,
  offset: number,
  { dtype, littleEndian }: { readonly dtype: ArrayDtype; readonly littleEndian: boolean },
): Promise<Float32Array | undefined> {
  const alike = (dtype === 'float32' || dtype === 'complex64') && littleEndian === NATIVE_LITTLE;
  if (!into || !alike) return undefined;
  await readInto(source, offset, new Uint8Array(into.buffer, into.byteOffset, into.byteLength));
  return into;
}

/** The bytes of one number; a complex value is two. */
function unitOf(dtype: ArrayDtype): number {
  return dtype === 'complex64' ? 4 : dtype === 'complex128' ? 8 : DTYPE_BYTES[dtype];
}

type Viewed = Exclude<ArrayDtype, 'bool' | 'uint8' | 'int8' | 'int64' | 'uint64' | 'float16'>;

type Place = Pick<Uint8Array, 'buffer' | 'byteOffset' | 'length'>;

function uint16({ buffer, byteOffset, length }: Place): Uint16Array {
  return new Uint16Array(buffer, byteOffset, length >> 1);
}

function viewOf({ buffer, byteOffset, length }: Place, dtype: Viewed): Numbers {
  switch (dtype) {
    case 'uint16':
      return uint16({ buffer, byteOffset, length });
    case 'int16':
      return new Int16Array(buffer, byteOffset, length >> 1);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, length >> 2);
    case 'int32':
      return new Int32Array(buffer, byteOffset, length >> 2);
    case 'float32':
    case 'complex64':
      return new Float32Array(buffer, byteOffset, length >> 2);
    case 'float64':
    case 'complex128':
      return new Float64Array(buffer, byteOffset, length >> 3);
  }
}

/** The bytes as this machine reads units of that size: aligned, and in its own order. */
function ordered(bytes: Uint8Array, unit: number, littleEndian: boolean): Uint8Array {
  if (littleEndian === NATIVE_LITTLE) return bytes.byteOffset % unit === 0 ? bytes : bytes.slice();
  const turned = new Uint8Array(bytes.length);
  for (let start = 0; start < bytes.length; start += unit) {
    for (let i = 0; i < unit; i++) turned[start + i] = bytes[start + unit - 1 - i] ?? 0;
  }
  return turned;
}

function wideIntegers(
  bytes: Uint8Array,
  dtype: 'int64' | 'uint64',
  littleEndian: boolean,
  where: string,
): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float64Array.from({ length: bytes.length >> 3 }, (_, i) => {
    const wide =
      dtype === 'int64' ? view.getBigInt64(8 * i, littleEndian) : view.getBigUint64(8 * i, littleEndian);
    const value = Number(wide);
    if (!Number.isSafeInteger(value)) {
      throw new InputError({ where, expected: '64-bit integers up to 2^53', received: `${wide}` });
    }
    return value;
  });
}
