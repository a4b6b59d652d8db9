import { type Complaint, check, InputError } from '../../util/errors.ts';
import { ByteCursor, latin1 } from '../bytes/cursor.ts';
import { type ByteSource, rangeSource } from '../bytes/source.ts';

/** One record of the central directory (APPNOTE 6.3.10, section 4.3.12). */
export interface DirectoryRecord {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where the entry's local header lies. */
  readonly offset: number;
  readonly symlink: boolean;
}

const END = 0x06054b50;
const END_BYTES = 22;
const END64_LOCATOR = 0x07064b50;
const END64_LOCATOR_BYTES = 20;
const END64 = 0x06064b50;
const RECORD = 0x02014b50;
const RECORD_BYTES = 46;

/** What stands in a 32-bit field whose value is kept in 64 bits elsewhere. */
const ELSEWHERE = 0xffffffff;
const ELSEWHERE_16 = 0xffff;

/** More entries than that fill the memory. */
const MOST_ENTRIES = 1 << 19;

const ZIP64_EXTRA = 1;
const UTF8_FLAG = 0x800;

/**
 * All records of a ZIP file's central directory, in order, ZIP64 included.
 *
 * @throws InputError for a file that is cut off, in several parts, or whose directory is damaged.
 */
export function readDirectory(source: ByteSource): { records: DirectoryRecord[]; start: number } {
  const { count, start, length } = findDirectory(source);
  const cursor = new ByteCursor(rangeSource(source, start, length));
  check(count <= length / RECORD_BYTES, () =>
    damaged(source, `room for ${count} entries`, `${length} bytes`),
  );
  check(count <= MOST_ENTRIES, () => damaged(source, `at most ${MOST_ENTRIES} entries`, `${count}`));
  return { records: Array.from({ length: count }, () => readRecord(cursor)), start };
}

interface Directory {
  readonly count: number;
  readonly start: number;
  readonly length: number;
}

function findDirectory(source: ByteSource): Directory {
  const end = endRecord(source);
  const cursor = new ByteCursor(source, end + 4);
  const [disk, firstDisk] = [cursor.uint16(), cursor.uint16()];
  const [here, count] = [cursor.uint16(), cursor.uint16()];
  const [length, start] = [cursor.uint32(), cursor.uint32()];
  const wide = count === ELSEWHERE_16 || length === ELSEWHERE || start === ELSEWHERE;
  const whole = disk === firstDisk && here === count;
  check(wide || whole, () => damaged(source, 'a ZIP file in one part', 'a part of one'));
  return wide ? findDirectory64(source, end) : { count, start, length };
}

/** Where the end record begins: it ends with the file, behind it only its comment. */
function endRecord(source: ByteSource): number {
  const most = Math.min(source.size, END_BYTES + 0xffff);
  const bytes = source.read(source.size - most, most);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = most - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) === most) return source.size - most + at;
  }
  throw new InputError(damaged(source, 'a ZIP file that ends with its directory', 'none'));
}

function findDirectory64(source: ByteSource, end: number): Directory {
  const locator = new ByteCursor(source, Math.max(0, end - END64_LOCATOR_BYTES));
  check(locator.uint32() === END64_LOCATOR, () => damaged(source, 'a ZIP64 locator', 'none'));
  locator.skip(4);
  const cursor = new ByteCursor(source, locator.uint64());
  check(cursor.uint32() === END64, () => damaged(source, 'a ZIP64 directory end', 'none'));
  cursor.skip(28);
  return { count: cursor.uint64(), length: cursor.uint64(), start: cursor.uint64() };
}

function readRecord(cursor: ByteCursor): DirectoryRecord {
  check(cursor.uint32() === RECORD, () => damaged(cursor.source, 'a directory record', 'something else'));
  const madeBy = cursor.uint16();
  cursor.skip(2);
  const [flags, method] = [cursor.uint16(), cursor.uint16()];
  cursor.skip(4);
  const [crc, packedSize, size] = [cursor.uint32(), cursor.uint32(), cursor.uint32()];
  const [nameLength, extraLength, commentLength] = [cursor.uint16(), cursor.uint16(), cursor.uint16()];
  cursor.skip(4);
  const [attributes, offset] = [cursor.uint32(), cursor.uint32()];
  const name = decodedName(cursor.bytes(nameLength), flags);
  const sizes = widened(cursor.source, cursor.offset, extraLength, { size, packedSize, offset });
  cursor.skip(extraLength + commentLength);
  return { name, flags, method, crc, ...sizes, symlink: isSymlink(madeBy, attributes) };
}

type Sizes = Pick<DirectoryRecord, 'size' | 'packedSize' | 'offset'>;

/** Takes from the ZIP64 extra field what did not fit 32 bits, in the field's fixed order. */
function widened(source: ByteSource, start: number, length: number, sizes: Sizes): Sizes {
  const narrow = [sizes.size, sizes.packedSize, sizes.offset];
  if (!narrow.includes(ELSEWHERE)) return sizes;
  const cursor = new ByteCursor(rangeSource(source, start, length));
  while (cursor.left >= 4) {
    const [id, fieldLength] = [cursor.uint16(), cursor.uint16()];
    if (id !== ZIP64_EXTRA) {
      cursor.skip(fieldLength);
      continue;
    }
    const [size = 0, packedSize = 0, offset = 0] = narrow.map((value) =>
      value === ELSEWHERE ? cursor.uint64() : value,
    );
    return { size, packedSize, offset };
  }
  throw new InputError(damaged(source, 'a ZIP64 extra field', 'none'));
}

/** The file type in the upper half of the attributes, where the entry was made on Unix (3) or macOS (19). */
function isSymlink(madeBy: number, attributes: number): boolean {
  const system = madeBy >> 8;
  return (system === 3 || system === 19) && ((attributes >>> 16) & 0xf000) === 0xa000;
}

/** UTF-8 where the entry says so or where it is; else one character a byte. */
function decodedName(bytes: Uint8Array, flags: number): string {
  const fatal = (flags & UTF8_FLAG) === 0;
  try {
    return new TextDecoder('utf-8', { fatal }).decode(bytes);
  } catch {
    return latin1(bytes);
  }
}

function damaged({ name }: ByteSource, expected: string, received: string): Complaint {
  return { where: name, expected, received, remedy: 'The file is cut off or damaged: get it again.' };
}
