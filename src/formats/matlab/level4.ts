import { check } from '../../util/errors.ts';
import { type ArrayDtype, DTYPE_BYTES } from '../array/dtype.ts';
import { ByteCursor } from '../bytes/cursor.ts';
import { printable } from '../bytes/printable.ts';
import { type ByteSource, checkWithin } from '../bytes/source.ts';
import { damaged } from './element.ts';
import type { MatContents } from './matrix.ts';

const HEADER = 20;

const MOST_NAME = 4096;

/** The storage of values, by the third digit of a variable's type. */
const STORAGE: readonly ArrayDtype[] = ['float64', 'float32', 'int32', 'int16', 'uint16', 'uint8'];

/** What the last digit says: numbers; texts and sparse matrices are left out. */
const LEFT_OUT: Readonly<Record<number, string>> = { 1: 'text', 2: 'a sparse matrix' };

/** The byte order of what looks like a MAT file of level 4; undefined for another file. It has no better mark. */
export function level4Order(head: Uint8Array): 'little' | 'big' | undefined {
  if (head.length < HEADER) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const looksRight = (littleEndian: boolean) => {
    const type = view.getUint32(0, littleEndian);
    const [rows, columns] = [view.getInt32(4, littleEndian), view.getInt32(8, littleEndian)];
    const [complex, name] = [view.getUint32(12, littleEndian), view.getUint32(16, littleEndian)];
    const order = Math.floor(type / 1000) === (littleEndian ? 0 : 1);
    const digits = Math.floor(type / 10) % 100 < STORAGE.length && type % 10 <= 2;
    return order && digits && rows >= 0 && columns >= 0 && complex <= 1 && name >= 1 && name <= MOST_NAME;
  };
  return looksRight(true) ? 'little' : looksRight(false) ? 'big' : undefined;
}

/**
 * What a MAT file of level 4 holds (The MathWorks, "MAT-File Format", appendix): one matrix after the other.
 *
 * @throws InputError for a damaged file.
 */
export function readLevel4(source: ByteSource, littleEndian: boolean): MatContents {
  const contents: MatContents = { arrays: [], texts: [], leftOut: [] };
  const cursor = new ByteCursor(source, 0, littleEndian);
  while (cursor.left > 0) readVariable(cursor, contents);
  return contents;
}

function readVariable(cursor: ByteCursor, contents: MatContents): void {
  const { source, littleEndian } = cursor;
  const [type, rows, columns] = [cursor.uint32(), cursor.int32(), cursor.int32()];
  const [complex, nameLength] = [cursor.uint32(), cursor.uint32()];
  const dtype = STORAGE[Math.floor(type / 10) % 100];
  const whole = dtype && type < 2000 && rows >= 0 && columns >= 0 && nameLength <= MOST_NAME;
  check(Boolean(whole), () => damaged(cursor, 'a variable of level 4', 'something else'));
  if (!dtype) return;
  const name = printable(cursor.latin1(nameLength));
  const bytes = rows * columns * DTYPE_BYTES[dtype];
  const offset = cursor.offset;
  const parts = complex ? 2 : 1;
  checkWithin(source, offset, bytes * parts, `bytes of ${name}`);
  cursor.skip(bytes * parts);
  const leftOut = LEFT_OUT[type % 10];
  if (leftOut) contents.leftOut.push(`${name} is ${leftOut}`);
  else if (bytes > 0) {
    const imaginary = complex ? { imaginary: { offset: offset + bytes, dtype } } : {};
    const shown = complex ? 'complex128' : 'float64';
    contents.arrays.push({
      name,
      shape: [rows, columns],
      dtype: shown,
      source,
      littleEndian,
      real: { offset, dtype },
      ...imaginary,
    });
  }
}
