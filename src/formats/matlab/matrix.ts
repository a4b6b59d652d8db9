import { product, range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { Member } from '../array/array-file.ts';
import { type ArrayDtype, DTYPE_BYTES } from '../array/dtype.ts';
import { type ByteCursor, latin1 } from '../bytes/cursor.ts';
import { printable } from '../bytes/printable.ts';
import type { ByteSource } from '../bytes/source.ts';
import { damaged, type MatElement, MI, readElement, storageOf } from './element.ts';

/** Numbers within a file, as they are stored. */
export interface StoredPart {
  readonly offset: number;
  readonly dtype: ArrayDtype;
}

/** An array of numbers in a MAT file: what it is, and where its parts lie. */
export interface MatArray extends Member {
  readonly source: ByteSource;
  readonly littleEndian: boolean;
  readonly real: StoredPart;
  readonly imaginary?: StoredPart;
}

/** What a MAT file holds. */
export interface MatContents {
  readonly arrays: MatArray[];
  readonly texts: (readonly [name: string, text: string])[];
  /** What cannot be read as numbers or text, in a phrase each. */
  readonly leftOut: string[];
}

/** Structures and cells within others that are still read. */
const DEPTH = 64;

/** Longer texts are shown cut off. */
const MOST_TEXT = 200;

/** So many texts, and so many variables that were left out, are kept. */
const MOST_TEXTS = 1000;
const MOST_LEFT_OUT = 1000;

/** Names in MATLAB have at most 63 characters; longer ones than this are damage. */
const MOST_NAME = 4096;

/** More of each is damage, or made to fill the memory. */
const MOST_AXES = 64;
const MOST_FIELDS = 1 << 16;
const MOST_ARRAYS = 1 << 18;

const COMPLEX = 0x0800;
const LOGICAL = 0x0200;

/** Classes of arrays (MAT-File Format, table 1-3). */
const CLASS = { cell: 1, struct: 2, char: 4 } as const;

const NUMERIC: ReadonlyMap<number, ArrayDtype> = new Map([
  [6, 'float64'],
  [7, 'float32'],
  [8, 'int8'],
  [9, 'uint8'],
  [10, 'int16'],
  [11, 'uint16'],
  [12, 'int32'],
  [13, 'uint32'],
  [14, 'int64'],
  [15, 'uint64'],
]);

const LEFT_OUT: Readonly<Record<number, string>> = {
  3: 'an object',
  5: 'a sparse matrix',
  16: 'a function',
  17: 'an object',
  18: 'an object',
};

interface Matrix {
  readonly name: string;
  readonly class: number;
  readonly flags: number;
  readonly shape: readonly number[];
  /** Behind its last byte. */
  readonly end: number;
}

/**
 * Reads what a matrix element holds, down through its fields and cells, without reading the numbers. Fields are called
 * `s.field`, or `s(2).field` in an array of several structures; cells `c{2}`, counted from 1 in column-major order.
 *
 * @throws InputError for a damaged element, and beyond 64 levels.
 */
export function readMatrix(cursor: ByteCursor, element: MatElement, contents: MatContents): void {
  new MatrixReader(cursor, contents).read(element, undefined, 0);
}

class MatrixReader {
  readonly #cursor: ByteCursor;
  readonly #contents: MatContents;

  constructor(cursor: ByteCursor, contents: MatContents) {
    this.#cursor = cursor;
    this.#contents = contents;
  }

  read(element: MatElement, path: string | undefined, depth: number): void {
    const cursor = this.#cursor;
    check(element.type === MI.matrix, () => damaged(cursor, 'a matrix', `data type ${element.type}`));
    check(depth < DEPTH, () =>
      damaged(cursor, `at most ${DEPTH} structures or cells within each other`, 'more'),
    );
    if (element.size > 0) this.#content(this.#header(element.offset + element.size, path), depth);
    cursor.seek(element.next);
  }

  #header(end: number, path: string | undefined): Matrix {
    const cursor = this.#cursor;
    const flags = readElement(cursor, end);
    const word = flags.size >= 4 ? cursor.uint32() : 0;
    const kind = word & 255;
    const opaque = kind === 17;
    cursor.seek(flags.next);
    const shape = opaque ? [] : this.#shape(end);
    const name = opaque ? '' : this.#name(readElement(cursor, end));
    return { name: path ?? name, class: kind, flags: word, shape, end };
  }

  #shape(end: number): number[] {
    const cursor = this.#cursor;
    const element = readElement(cursor, end);
    const valid = element.size % 4 === 0 && element.size > 0 && element.size <= 4 * MOST_AXES;
    check(valid, () => damaged(cursor, 'lengths of axes', `${element.size} bytes`));
    const shape = range(element.size / 4).map(() => cursor.int32());
    check(
      shape.every((length) => length >= 0),
      () => damaged(cursor, 'lengths of 0 or more', shape.slice(0, 8).join(' × ')),
    );
    cursor.seek(element.next);
    return shape;
  }

  #name(element: MatElement): string {
    check(element.size <= MOST_NAME, () => damaged(this.#cursor, 'a name', `${element.size} bytes`));
    return printable(latin1(this.#bytes(element)));
  }

  #bytes(element: MatElement): Uint8Array {
    const bytes = this.#cursor.source.read(element.offset, element.size);
    this.#cursor.seek(element.next);
    return bytes;
  }

  #content(matrix: Matrix, depth: number): void {
    const dtype = NUMERIC.get(matrix.class);
    if (dtype) this.#numbers(matrix, dtype);
    else if (matrix.class === CLASS.cell) this.#cells(matrix, depth);
    else if (matrix.class === CLASS.struct) this.#structures(matrix, depth);
    else if (matrix.class === CLASS.char) this.#text(matrix);
    else {
      const what = LEFT_OUT[matrix.class];
      check(what !== undefined, () => damaged(this.#cursor, 'a class of MATLAB', `${matrix.class}`));
      if (this.#contents.leftOut.length >= MOST_LEFT_OUT) return;
      this.#contents.leftOut.push(`${matrix.name || 'a variable'} is ${what}`);
    }
  }

  #numbers(matrix: Matrix, dtype: ArrayDtype): void {
    const { name, shape, flags } = matrix;
    if (product(shape) === 0) return;
    const real = this.#part(matrix);
    const complex = (flags & COMPLEX) !== 0;
    const { source, littleEndian } = this.#cursor;
    check(this.#contents.arrays.length < MOST_ARRAYS, () =>
      damaged(this.#cursor, `at most ${MOST_ARRAYS} arrays`, 'more'),
    );
    this.#contents.arrays.push({
      name,
      shape,
      dtype: complex ? complexOf(dtype) : (flags & LOGICAL) !== 0 ? 'bool' : dtype,
      source,
      littleEndian,
      real,
      ...(complex && { imaginary: this.#part(matrix) }),
    });
  }

  #part({ shape, end }: Matrix): StoredPart {
    const cursor = this.#cursor;
    const { type, offset, size, next } = readElement(cursor, end);
    const dtype = storageOf(type);
    const bytes = dtype ? product(shape) * DTYPE_BYTES[dtype] : 0;
    check(dtype !== undefined && bytes === size, () =>
      damaged(cursor, `${bytes} bytes of numbers for ${shape.slice(0, 8).join(' × ')}`, `${size}`),
    );
    cursor.seek(next);
    return { offset, dtype };
  }

  #cells({ name, shape, end }: Matrix, depth: number): void {
    const count = product(shape);
    for (let at = 1; at <= count; at++)
      this.read(readElement(this.#cursor, end), `${name}{${at}}`, depth + 1);
  }

  #structures({ name, shape, end }: Matrix, depth: number): void {
    const cursor = this.#cursor;
    readElement(cursor, end);
    const width = cursor.int32();
    const names = readElement(cursor, end);
    const whole = width > 0 && width <= MOST_NAME && names.size % width === 0;
    const valid = whole && names.size <= width * MOST_FIELDS;
    check(valid || names.size === 0, () =>
      damaged(cursor, 'names of fields', `${names.size} bytes of ${width} each`),
    );
    const bytes = this.#bytes(names);
    const fields = range(valid ? names.size / width : 0).map((at) => fieldName(bytes, at, width));
    const count = product(shape);
    for (let at = 1; at <= count && fields.length > 0; at++) {
      const path = count === 1 ? name : `${name}(${at})`;
      for (const field of fields) this.read(readElement(cursor, end), `${path}.${field}`, depth + 1);
    }
  }

  #text({ name, shape, end }: Matrix): void {
    if (product(shape) === 0 || this.#contents.texts.length >= MOST_TEXTS) return;
    const cursor = this.#cursor;
    const { type, offset, size } = readElement(cursor, end);
    const storage = storageOf(type);
    if (shape[0] !== 1 || !storage) return;
    const unit = DTYPE_BYTES[storage];
    const bytes = cursor.source.read(offset, Math.min(size, MOST_TEXT * unit));
    const label = { 1: 'utf-8', 2: cursor.littleEndian ? 'utf-16le' : 'utf-16be' }[unit];
    if (label) this.#contents.texts.push([name, printable(new TextDecoder(label).decode(bytes))]);
  }
}

function fieldName(bytes: Uint8Array, at: number, width: number): string {
  const padded = bytes.subarray(at * width, (at + 1) * width);
  const end = padded.indexOf(0);
  return printable(latin1(end < 0 ? padded : padded.subarray(0, end)));
}

/** Complex integers become pairs of float64, which hold them. */
function complexOf(dtype: ArrayDtype): ArrayDtype {
  return dtype === 'float32' ? 'complex64' : 'complex128';
}
