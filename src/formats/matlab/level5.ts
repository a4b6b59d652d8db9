import { check } from '../../util/errors.ts';
import { ByteCursor, latin1 } from '../bytes/cursor.ts';
import { MOST_PER_BYTE, zlibPieces } from '../bytes/deflate.ts';
import { type ByteSource, bytesSource } from '../bytes/source.ts';
import { UnpackedSource } from '../bytes/unpacked-source.ts';
import { damaged, type MatElement, MI, readElement } from './element.ts';
import { type MatContents, readMatrix } from './matrix.ts';

/** Text, version and byte order come before the first element. */
const HEADER = 128;

const TAG = 8;

/** The byte order of a MAT file of level 5, by the letters at its header's end; undefined for another file. */
export function level5Order(head: Uint8Array): 'little' | 'big' | undefined {
  if (head.length < HEADER) return undefined;
  const mark = latin1(head.subarray(124, 128));
  return mark === '\0\x01IM' ? 'little' : mark === '\x01\0MI' ? 'big' : undefined;
}

/**
 * What a MAT file of level 5 holds (The MathWorks, "MAT-File Format"): MATLAB 5 to 7, compressed or not.
 *
 * @throws InputError for a damaged file.
 */
export function readLevel5(source: ByteSource, littleEndian: boolean): MatContents {
  const contents: MatContents = { arrays: [], texts: [], leftOut: [] };
  const cursor = new ByteCursor(source, HEADER, littleEndian);
  while (cursor.left >= TAG) {
    const element = readElement(cursor, source.size);
    if (element.type === MI.compressed) readCompressed(source, element, littleEndian, contents);
    else if (element.type === MI.matrix) readMatrix(cursor, element, contents);
    cursor.seek(element.next);
  }
  return contents;
}

/** A compressed element is a zlib stream that holds one element, whose tag says how far it unpacks. */
function readCompressed(
  source: ByteSource,
  { offset, size }: MatElement,
  littleEndian: boolean,
  contents: MatContents,
): void {
  const { name } = source;
  const range = { source, offset, length: size };
  const tag = new ByteCursor(bytesSource(firstBytes(zlibPieces(range), TAG), name), 0, littleEndian);
  tag.skip(4);
  const declared = tag.uint32();
  check(declared <= size * MOST_PER_BYTE, () =>
    damaged(tag, `an element that ${size} packed bytes can hold`, `${declared} bytes`),
  );
  const unpacked = new UnpackedSource({ name, size: TAG + declared, pieces: () => zlibPieces(range) });
  const cursor = new ByteCursor(unpacked, 0, littleEndian);
  readMatrix(cursor, readElement(cursor, unpacked.size), contents);
}

/** The first `count` bytes, or as many as there are. */
function firstBytes(pieces: Iterable<Uint8Array>, count: number): Uint8Array {
  const first: number[] = [];
  for (const piece of pieces) {
    first.push(...piece.subarray(0, count - first.length));
    if (first.length === count) break;
  }
  return Uint8Array.from(first);
}
