import { check, InputError } from '../../../util/errors.ts';
import type { Numbers } from '../../array/dtype.ts';
import { numbersOf } from '../../bytes/numbers.ts';
import type { DataSet } from '../data-set.ts';

/** A table by which values are looked up; those below its first or above its last get that one. */
export interface LookupTable {
  /** The value that the first entry belongs to. */
  readonly first: number;
  readonly entries: Uint8Array | Uint16Array;
}

/** What a LUT Descriptor says (PS3.3, C.7.6.3.1.5 and C.11.1.1): its entries, the first value, the bits of an entry. */
export interface TableShape {
  readonly length: number;
  readonly first: number;
  readonly bits: number;
}

/** The most entries that a table has, which its descriptor writes as 0. */
const MOST_ENTRIES = 2 ** 16;

/**
 * Reads a table's descriptor; `signed` says whether the values that are looked up are.
 *
 * @throws InputError where it is missing or damaged.
 */
export function tableShape(dataSet: DataSet, tag: number, signed: boolean, where: string): TableShape {
  const [length = -1, first = 0, bits = 0] = dataSet.numbers(tag);
  check(length >= -MOST_ENTRIES / 2 && bits >= 1 && bits <= 16, () => ({
    where,
    expected: 'a lookup table of three numbers, with up to 16 bits an entry',
    received: dataSet.numbers(tag).join(', ') || 'none',
  }));
  const unsigned = first & 0xffff;
  return {
    length: length & 0xffff || MOST_ENTRIES,
    first: signed && unsigned > 0x7fff ? unsigned - 0x10000 : unsigned,
    bits,
  };
}

/**
 * Reads a table's entries of 8 or 16 bits, whichever the size of the data shows.
 *
 * @throws InputError where there are too few.
 */
export function tableEntries(
  dataSet: DataSet,
  tag: number,
  { length }: TableShape,
  where: string,
): Uint8Array | Uint16Array {
  const bytes = dataSet.bytes(tag) ?? new Uint8Array(0);
  if (bytes.length >= 2 * length) {
    return words(bytes.subarray(0, 2 * length), dataSet.encoding.littleEndian, where);
  }
  check(bytes.length >= length, () => ({
    where,
    expected: `a lookup table of ${length} entries`,
    received: `${bytes.length} bytes`,
    remedy: 'The header is damaged.',
  }));
  return bytes.subarray(0, length);
}

/** Bytes as unsigned integers of 16 bits. */
export function words(bytes: Uint8Array, littleEndian: boolean, where: string): Uint16Array {
  const numbers = numbersOf(bytes.subarray(0, bytes.length & ~1), 'uint16', littleEndian, where);
  if (numbers instanceof Uint16Array) return numbers;
  throw new InputError({ where, expected: 'integers of 16 bits', received: 'others' });
}

/** What a table makes of values. */
export function lookedUp(values: Numbers, { first, entries }: LookupTable): Uint8Array | Uint16Array {
  const result =
    entries instanceof Uint8Array ? new Uint8Array(values.length) : new Uint16Array(values.length);
  const last = entries.length - 1;
  for (let i = 0; i < values.length; i++) {
    const index = (values[i] ?? 0) - first;
    result[i] = entries[index < 0 ? 0 : index > last ? last : index] ?? 0;
  }
  return result;
}
