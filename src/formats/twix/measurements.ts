import { check } from '../../util/errors.ts';
import { ByteCursor, latin1 } from '../bytes/cursor.ts';
import { type ByteSource, checkWithin } from '../bytes/source.ts';
import { type LineHeaderLayout, VB_LAYOUT, VD_LAYOUT } from './mdh.ts';

/** One measurement of a raw-data file. */
export interface Measurement {
  readonly layout: LineHeaderLayout;
  /** The protocol's texts by their names: "Dicom", "MeasYaps", ... */
  readonly texts: ReadonlyMap<string, string>;
  /** Where the lines begin, and the byte behind the last. */
  readonly start: number;
  readonly end: number;
}

/** The most measurements that a file's directory has room for. */
const MOST_MEASUREMENTS = 64;
/** The directory has 64 entries of this size behind two numbers; what follows is aligned. */
const ENTRY_BYTES = 152;
/** More texts than a protocol has. */
const MOST_TEXTS = 64;
const LONGEST_NAME = 64;
/** Larger than the texts of any protocol; they are kept in memory. */
const LONGEST_HEADER = 1 << 26;

/** Whether a file begins like one of software VD and later: zero, or a small number, and how many measurements follow. */
export function looksLikeVd(head: Uint8Array): boolean {
  if (head.length < 8 + ENTRY_BYTES || looksLikeVb(head)) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const count = view.getUint32(4, true);
  const offset = Number(view.getBigUint64(16, true));
  const fits = count >= 1 && count <= MOST_MEASUREMENTS && offset >= 8 + ENTRY_BYTES;
  return view.getUint32(0, true) < 10_000 && fits && offset % 4 === 0;
}

/** Whether a file begins like one of software VB: the header's length, the number of texts, and the first text's name. */
export function looksLikeVb(head: Uint8Array): boolean {
  if (head.length < 32) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const [length, texts] = [view.getUint32(0, true), view.getUint32(4, true)];
  const name = latin1(head.subarray(8, 24));
  return length > 32 && texts >= 1 && texts <= MOST_TEXTS && /^[A-Z][A-Za-z]{2,}\0/.test(name);
}

/**
 * The measurements of a file, with their protocols.
 *
 * @throws InputError where the directory or a header leads out of the file.
 */
export function readMeasurements(source: ByteSource, head: Uint8Array): readonly Measurement[] {
  if (!looksLikeVd(head)) return [readMeasurement(source, VB_LAYOUT, 0, source.size)];
  const cursor = new ByteCursor(source, 4);
  const count = cursor.uint32();
  return Array.from({ length: count }, (_, i) => {
    cursor.seek(16 + ENTRY_BYTES * i);
    const [start, length] = [cursor.uint64(), cursor.uint64()];
    // Some files state no length for the only, or last, measurement.
    const end = length > 0 ? start + length : source.size;
    checkWithin(source, start, end - start, `bytes of measurement ${i + 1}`);
    return readMeasurement(source, VD_LAYOUT, start, end);
  });
}

function readMeasurement(
  source: ByteSource,
  layout: LineHeaderLayout,
  start: number,
  end: number,
): Measurement {
  const cursor = new ByteCursor(source, start);
  const [length, count] = [cursor.uint32(), cursor.uint32()];
  check(length >= 8 && length <= LONGEST_HEADER && count <= MOST_TEXTS && start + length <= end, () => ({
    where: source.name,
    expected: `a measurement's header of up to ${Math.min(LONGEST_HEADER, end - start)} bytes at byte ${start}`,
    received: `${length} bytes with ${count} texts`,
    remedy: 'The file is cut off or damaged, or not Siemens raw data.',
  }));
  const texts = new Map<string, string>();
  for (let i = 0; i < count; i++) {
    const name = readName(cursor);
    const bytes = cursor.uint32();
    checkWithin(
      { name: source.name, size: start + length },
      cursor.offset,
      bytes,
      `bytes of ${JSON.stringify(name)}`,
    );
    texts.set(name, latin1(cursor.bytes(bytes)));
  }
  return { layout, texts, start: start + length, end };
}

/** A text that ends with a zero. */
function readName(cursor: ByteCursor): string {
  let name = '';
  for (let i = 0; i < LONGEST_NAME; i++) {
    const code = cursor.uint8();
    if (code === 0) break;
    name += String.fromCharCode(code);
  }
  return name;
}
