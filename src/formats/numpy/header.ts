import { check, InputError } from '../../util/errors.ts';
import { type ArrayDtype, DTYPE_BYTES } from '../array/dtype.ts';
import { ByteCursor, latin1 } from '../bytes/cursor.ts';
import { printable } from '../bytes/printable.ts';
import type { ByteSource } from '../bytes/source.ts';
import { type Literal, readLiteral } from './literal.ts';

/** What an npy file says of its array. */
export interface NpyHeader {
  readonly dtype: ArrayDtype;
  readonly littleEndian: boolean;
  readonly order: 'row-major' | 'column-major';
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly offset: number;
}

/** The most axes that numpy knows. */
const MOST_AXES = 64;

/** Longer headers are not read: numpy itself refuses more than 10,000 characters unless told otherwise. */
const MOST_HEADER = 1 << 20;

/** Whether bytes begin with npy's magic: \x93NUMPY. */
export function isNpy(head: Uint8Array): boolean {
  return latin1(head.subarray(0, 6)) === '\x93NUMPY';
}

/**
 * Reads the header of an npy file, version 1 to 3 (NEP 1; numpy/lib/format.py).
 *
 * @throws InputError for another version, a damaged header, and arrays of Python objects, records or texts.
 */
export function readNpyHeader(source: ByteSource): NpyHeader {
  const cursor = new ByteCursor(source);
  check(isNpy(cursor.bytes(6)), () => refusal(source, 'an npy file', 'another beginning'));
  const [major] = [cursor.uint8(), cursor.uint8()];
  check(major >= 1 && major <= 3, () => refusal(source, 'version 1, 2 or 3 of npy', `${major}`));
  const length = major === 1 ? cursor.uint16() : cursor.uint32();
  check(length <= MOST_HEADER, () =>
    refusal(source, `a header of at most ${MOST_HEADER} bytes`, `${length}`),
  );
  const bytes = cursor.bytes(length);
  const text = major === 3 ? new TextDecoder().decode(bytes) : latin1(bytes);
  return { ...readFields(readLiteral(text, source.name), source), offset: cursor.offset };
}

function readFields(fields: Literal, source: ByteSource): Omit<NpyHeader, 'offset'> {
  check(fields instanceof Map, () => refusal(source, 'a dict as header', 'something else'));
  const [descr, fortran, shape] = ['descr', 'fortran_order', 'shape'].map((key) => fields.get(key));
  check(fields.size === 3 && typeof fortran === 'boolean', () =>
    refusal(source, 'descr, fortran_order and shape', printable([...fields.keys()].join(', ').slice(0, 100))),
  );
  const order = fortran ? 'column-major' : 'row-major';
  return { ...readDescr(descr, source), order, shape: readShape(shape, source) };
}

function readShape(shape: Literal | undefined, source: ByteSource): number[] {
  const lengths = Array.isArray(shape) ? shape : undefined;
  check(lengths !== undefined && lengths.length <= MOST_AXES, () =>
    refusal(source, `a shape of at most ${MOST_AXES} axes`, lengths ? `${lengths.length}` : 'none'),
  );
  return lengths.map((length: Literal) => {
    check(typeof length === 'number', () => refusal(source, 'whole numbers in the shape', 'something else'));
    return length;
  });
}

const KINDS: Readonly<Record<string, ArrayDtype>> = {
  b1: 'bool',
  '?': 'bool',
  i1: 'int8',
  u1: 'uint8',
  i2: 'int16',
  u2: 'uint16',
  i4: 'int32',
  u4: 'uint32',
  i8: 'int64',
  u8: 'uint64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  c8: 'complex64',
  c16: 'complex128',
};

/** What makes up dtypes that are no numbers, by numpy's letter. */
const REFUSED: Readonly<Record<string, string>> = {
  O: 'Python objects: such a file is a pickle, and reading it would run code',
  S: 'texts',
  U: 'texts',
  V: 'records or raw bytes',
  M: 'dates',
  m: 'durations',
};

function readDescr(
  descr: Literal | undefined,
  source: ByteSource,
): Pick<NpyHeader, 'dtype' | 'littleEndian'> {
  const text = typeof descr === 'string' ? descr : '|V';
  const [, endian, kind = ''] = /^([<>|=]?)(.*)$/s.exec(text) ?? [];
  const dtype = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (dtype) return { dtype, littleEndian: endian !== '>' || DTYPE_BYTES[dtype] === 1 };
  throw new InputError({
    where: source.name,
    expected: 'numbers of at most 64 bits, or complex ones of two',
    received: REFUSED[kind.charAt(0)] ?? `dtype ${JSON.stringify(text.slice(0, 40))}`,
    remedy: 'Save it as plain numbers (numpy: array.astype).',
  });
}

function refusal({ name }: ByteSource, expected: string, received: string) {
  return { where: name, expected, received, remedy: 'The file is damaged.' };
}
