import { check, InputError } from '../../../util/errors.ts';
import { ByteCursor } from '../../bytes/cursor.ts';
import type { ByteSource } from '../../bytes/source.ts';

/** The values of a TIFF directory's entries by their tags. */
export type Directory = ReadonlyMap<number, readonly number[]>;

/** What a TIFF file is made of: a directory for each page. */
export interface TiffPages {
  readonly littleEndian: boolean;
  readonly directories: readonly Directory[];
}

/** Pages beyond this no file of ours has. */
const MOST_PAGES = 65_536;

/** Values of one entry: a strip for each row of an image as high as one can be. */
const MOST_VALUES = 2 ** 20;

const TIFF = 42;
const BIG_TIFF = 43;

/** By type: the bytes of one value, and how it is read (TIFF 6.0, section 2). */
const TYPES: ReadonlyMap<number, readonly [bytes: number, read: (cursor: ByteCursor) => number]> = new Map<
  number,
  readonly [number, (cursor: ByteCursor) => number]
>([
  [1, [1, (cursor) => cursor.uint8()]],
  [3, [2, (cursor) => cursor.uint16()]],
  [4, [4, (cursor) => cursor.uint32()]],
  [5, [8, (cursor) => cursor.uint32() / cursor.uint32()]],
]);

/**
 * Reads the directories of a TIFF file (TIFF 6.0, section 2): whole numbers and ratios; texts and private data are
 * passed over.
 *
 * @throws InputError where it is damaged, or of the form for more than 4 GiB.
 */
export function readDirectories(source: ByteSource): TiffPages {
  const cursor = new ByteCursor(source);
  cursor.littleEndian = cursor.uint16() === 0x4949;
  const version = cursor.uint16();
  check(version !== BIG_TIFF, () => ({
    where: source.name,
    expected: 'a TIFF file',
    received: 'a BigTIFF file',
    remedy: 'Save it as TIFF, in several files where it is too large.',
  }));
  if (version !== TIFF) throw damagedTiff(source.name, 'another beginning');
  const directories: Directory[] = [];
  const seen = new Set<number>();
  for (let next = cursor.uint32(); next !== 0; next = cursor.uint32()) {
    check(
      !seen.has(next) && seen.size < MOST_PAGES,
      () => damagedTiff(source.name, 'directories without an end').complaint,
    );
    seen.add(next);
    cursor.seek(next);
    directories.push(readDirectory(cursor));
  }
  if (directories.length === 0) throw damagedTiff(source.name, 'no image');
  return { littleEndian: cursor.littleEndian, directories };
}

/** Reads one; the cursor then stands at the next one's place. */
function readDirectory(cursor: ByteCursor): Directory {
  const count = cursor.uint16();
  const { offset: start } = cursor;
  const entries = new Map<number, readonly number[]>();
  for (let i = 0; i < count; i++) {
    cursor.seek(start + 12 * i);
    const [tag, type] = [cursor.uint16(), cursor.uint16()];
    const values = readValues(cursor, type, cursor.uint32());
    if (values) entries.set(tag, values);
  }
  cursor.seek(start + 12 * count);
  return entries;
}

function readValues(cursor: ByteCursor, type: number, count: number): readonly number[] | undefined {
  const known = TYPES.get(type);
  if (!known || count > MOST_VALUES) return undefined;
  const [bytes, read] = known;
  if (bytes * count > 4) cursor.seek(cursor.uint32());
  if (bytes * count > cursor.left) throw damagedTiff(cursor.source.name, 'an entry beyond its end');
  return Array.from({ length: count }, () => read(cursor));
}

/** The refusal of a file that is no whole TIFF. */
export function damagedTiff(where: string, received: string): InputError {
  return new InputError({
    where,
    expected: 'a whole TIFF file',
    received,
    remedy: 'It is cut off or damaged: get it again.',
  });
}
