import { type Complaint, check } from '../../util/errors.ts';
import type { ArrayDtype } from '../array/dtype.ts';
import type { ByteCursor } from '../bytes/cursor.ts';

/** The data types of elements (MAT-File Format, table 1-1). */
export const MI = { matrix: 14, compressed: 15 } as const;

/** How the numbers of an element are stored. */
const STORAGE: ReadonlyMap<number, ArrayDtype> = new Map([
  [1, 'int8'],
  [2, 'uint8'],
  [3, 'int16'],
  [4, 'uint16'],
  [5, 'int32'],
  [6, 'uint32'],
  [7, 'float32'],
  [9, 'float64'],
  [12, 'int64'],
  [13, 'uint64'],
  [16, 'uint8'],
  [17, 'uint16'],
  [18, 'uint32'],
]);

/** One element: what it is, and where its bytes lie. */
export interface MatElement {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  /** Where the next element begins. */
  readonly next: number;
}

/** How the numbers of an element are stored; undefined where it holds none. */
export function storageOf(type: number): ArrayDtype | undefined {
  return STORAGE.get(type);
}

/**
 * Reads an element's tag, in its long form or in the small one, which holds up to four bytes itself. The cursor is left
 * where the bytes begin.
 *
 * @throws InputError where the element does not end before `end`.
 */
export function readElement(cursor: ByteCursor, end: number): MatElement {
  const word = cursor.uint32();
  const small = word >>> 16;
  const size = small > 0 ? small : cursor.uint32();
  const offset = cursor.offset;
  const padded = small > 0 ? 4 : Math.ceil(size / 8) * 8;
  const type = small > 0 ? word & 0xffff : word;
  const unpadded = type === MI.compressed || offset + padded > end;
  const next = offset + (unpadded && small === 0 ? size : padded);
  check(offset + size <= end && next <= end && (small === 0 || size <= 4), () =>
    damaged(cursor, `an element of at most ${Math.max(0, end - offset)} bytes`, `${size}`),
  );
  return { type, offset, size, next };
}

/** What is said of a damaged file, with the place. */
export function damaged(cursor: ByteCursor, expected: string, received: string): Complaint {
  const where = `${cursor.source.name}, byte ${cursor.offset}`;
  return { where, expected, received, remedy: 'The file is cut off or damaged: get it again.' };
}
