import { type Complaint, check } from '../../util/errors.ts';
import { Crc32 } from '../bytes/checksums.ts';
import { ByteCursor } from '../bytes/cursor.ts';
import { checkSum, inflatedPieces, MOST_PER_BYTE } from '../bytes/deflate.ts';
import { type ByteSource, rangeSource } from '../bytes/source.ts';
import { UnpackedSource } from '../bytes/unpacked-source.ts';
import { type DirectoryRecord, readDirectory } from './directory.ts';
import { checkNames } from './names.ts';

/** One file within a ZIP file. */
export interface ZipEntry {
  /** With `/` between folders; never absolute, never with `..`. */
  readonly name: string;
  /** In bytes, unpacked. */
  readonly size: number;
  /**
   * The entry's bytes, called `archive.zip/name`. A deflated one is unpacked as far as is read, never beyond its
   * declared size; `finish()` compares the CRC-32.
   *
   * @throws InputError for a way of packing other than deflate.
   */
  open(): ByteSource;
}

const STORED = 0;
const DEFLATED = 8;

const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

/** Encrypted, encrypted strongly, or with an encrypted directory (APPNOTE 4.4.4). */
const ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000;

/** Whether bytes begin like a ZIP file. */
export function isZip(head: Uint8Array): boolean {
  const [p, k, three, four] = head;
  return p === 0x50 && k === 0x4b && ((three === 3 && four === 4) || (three === 5 && four === 6));
}

/**
 * The files in a ZIP file (APPNOTE 6.3.10), without its folders. The whole archive is checked before anything of it can
 * be read.
 *
 * @throws InputError for entries that are encrypted, overlap, lead out of the archive's folder, are links, have one name
 *   twice (also but for upper and lower case), or declare more than deflate can pack; and for a damaged file.
 */
export function readZip(source: ByteSource): ZipEntry[] {
  const { records, start } = readDirectory(source);
  checkNames(records, source.name);
  for (const record of records) checkRecord(record, source);
  const offsets = checkApart(records, start, source);
  return records.flatMap((record, at) =>
    record.name.endsWith('/') ? [] : [entryOf(source, record, offsets[at] ?? 0)],
  );
}

function checkRecord(record: DirectoryRecord, source: ByteSource): void {
  const { flags, method, size, packedSize } = record;
  const refuse = complaintAbout(source, record);
  check((flags & ENCRYPTED_FLAGS) === 0, () => refuse('an entry that is not encrypted', 'an encrypted one'));
  const possible = method === STORED ? size === packedSize : size <= packedSize * MOST_PER_BYTE;
  check(possible, () => refuse(`a size that ${packedSize} packed bytes can have`, `${size}`));
}

/** Checks that no two entries share bytes, and gives where the bytes of each begin. */
function checkApart(records: readonly DirectoryRecord[], end: number, source: ByteSource): number[] {
  const starts = records.map((record) => dataStart(record, source));
  const order = records
    .map((_, at) => at)
    .sort((a, b) => (records[a]?.offset ?? 0) - (records[b]?.offset ?? 0));
  let [behind, last] = [0, ''];
  for (const at of order) {
    const record = records[at];
    if (!record) continue;
    check(record.offset >= behind, () =>
      complaintAbout(source, record)('entries apart', `bytes shared with ${last}`),
    );
    [behind, last] = [(starts[at] ?? 0) + record.packedSize, record.name];
    check(behind <= end, () =>
      complaintAbout(source, record)('bytes before the directory', 'some within it'),
    );
  }
  return starts;
}

/** Where an entry's bytes begin: behind its local header, which must tell the same story as the directory. */
function dataStart(record: DirectoryRecord, source: ByteSource): number {
  const cursor = new ByteCursor(rangeSource(source, record.offset, LOCAL_BYTES));
  const refuse = complaintAbout(source, record);
  check(cursor.uint32() === LOCAL, () => refuse('a local header', 'something else'));
  cursor.skip(4);
  const method = cursor.uint16();
  check(method === record.method, () => refuse(`method ${record.method}, as in the directory`, `${method}`));
  cursor.skip(16);
  return record.offset + LOCAL_BYTES + cursor.uint16() + cursor.uint16();
}

function entryOf(source: ByteSource, record: DirectoryRecord, offset: number): ZipEntry {
  const { size, method } = record;
  const name = `${source.name}/${record.name}`;
  const open = () => {
    const named = rangeSource(source, 0, source.size, name);
    const range = { source: named, offset, length: record.packedSize };
    if (method === STORED) return storedSource(rangeSource(source, offset, size, name), record.crc);
    check(method === DEFLATED, () => ({
      where: name,
      expected: 'an entry stored or packed by deflate',
      received: `method ${method}`,
      remedy: 'Unpack the archive first.',
    }));
    return new UnpackedSource({ name, size, pieces: () => inflatedPieces(range, record.crc) });
  };
  return { name: record.name, size, open };
}

/** How much of a stored entry is summed at a time. */
const STEP = 1 << 20;

function storedSource(source: ByteSource, crc: number): ByteSource {
  const finish = () => {
    const sum = new Crc32();
    for (let start = 0; start < source.size; start += STEP) {
      sum.add(source.read(start, Math.min(STEP, source.size - start)));
    }
    checkSum(source.name, sum, crc);
  };
  return { ...source, finish };
}

function complaintAbout(source: ByteSource, { name }: DirectoryRecord) {
  return (expected: string, received: string): Complaint => ({
    where: `${source.name}, entry ${JSON.stringify(name)}`,
    expected,
    received,
    remedy: 'The archive is damaged, or made to do harm.',
  });
}
