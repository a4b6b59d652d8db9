import { crc32, deflateRawSync } from 'node:zlib';

/** An entry to be written into a ZIP file, and what shall be wrong with it. */
export interface WrittenEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  /** What the headers say instead of the truth. */
  readonly size?: number;
  /** The upper half of the attributes, as on Unix. */
  readonly mode?: number;
  /** Where the directory says that the local header lies. */
  readonly offset?: number;
}

/** Writes a ZIP file with all faults that the entries ask for; with ZIP64 fields where `wide`. */
export function writeZip(entries: readonly WrittenEntry[], wide = false, comment = ''): Uint8Array {
  const parts: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const packed = entry.stored ? entry.bytes : deflateRawSync(entry.bytes);
    const local = Buffer.concat([localHeader(entry, packed), Buffer.from(entry.name), packed]);
    records.push(record(entry, packed, at, wide));
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(records);
  const tail = end(entries.length, directory.length, at, wide);
  tail.at(-1)?.writeUInt16LE(comment.length, 20);
  return Uint8Array.from(Buffer.concat([...parts, directory, ...tail, Buffer.from(comment)]));
}

function localHeader(entry: WrittenEntry, packed: Uint8Array): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50);
  header.writeUInt16LE(20, 4);
  common(header, 6, entry, packed, false);
  return header;
}

function record(entry: WrittenEntry, packed: Uint8Array, at: number, wide: boolean): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50);
  header.writeUInt16LE(entry.mode === undefined ? 20 : 0x0314, 4);
  common(header, 8, entry, packed, wide);
  header.writeUInt16LE(wide ? 28 : 0, 30);
  header.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 38);
  header.writeUInt32LE(wide ? 0xffffffff : (entry.offset ?? at), 42);
  const extra = Buffer.alloc(wide ? 28 : 0);
  if (wide) {
    extra.writeUInt16LE(1);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(entry.size ?? entry.bytes.length), 4);
    extra.writeBigUInt64LE(BigInt(packed.length), 12);
    extra.writeBigUInt64LE(BigInt(entry.offset ?? at), 20);
  }
  return Buffer.concat([header, Buffer.from(entry.name), extra]);
}

/** Flags to the name's length, which both headers share. */
function common(header: Buffer, at: number, entry: WrittenEntry, packed: Uint8Array, wide: boolean): void {
  header.writeUInt16LE(entry.flags ?? 0x800, at);
  header.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), at + 2);
  header.writeUInt32LE(entry.crc ?? crc32(entry.bytes), at + 8);
  header.writeUInt32LE(wide ? 0xffffffff : packed.length, at + 12);
  header.writeUInt32LE(wide ? 0xffffffff : (entry.size ?? entry.bytes.length), at + 16);
  header.writeUInt16LE(Buffer.byteLength(entry.name), at + 20);
}

function end(count: number, length: number, start: number, wide: boolean): Buffer[] {
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50);
  for (const at of [8, 10]) last.writeUInt16LE(wide ? 0xffff : count, at);
  last.writeUInt32LE(wide ? 0xffffffff : length, 12);
  last.writeUInt32LE(wide ? 0xffffffff : start, 16);
  if (!wide) return [last];
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50);
  for (const [at, value] of [
    [4, 44],
    [24, count],
    [32, count],
    [40, length],
    [48, start],
  ] as const) {
    end64.writeBigUInt64LE(BigInt(value), at);
  }
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50);
  locator.writeBigUInt64LE(BigInt(start + length), 8);
  return [end64, locator, last];
}
