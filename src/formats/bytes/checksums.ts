/** How many bytes go into a CRC-32 in one step. */
const STEP = 8;

/** The remainder that a byte leaves which so many zero bytes follow, at `256 · zeros + byte` (Kounavis and Berry 2008). */
const CRC_TABLES = crcTables();

function crcTables(): Int32Array {
  const tables = new Int32Array(256 * STEP);
  for (let at = 0; at < tables.length; at++) {
    let remainder = at < 256 ? at : (tables[at - 256] ?? 0);
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
    tables[at] = remainder;
  }
  return tables;
}

/** The remainder of four bytes, the first lowest, which so many zero bytes follow. */
function remainderOf(bytes: number, zeros: number): number {
  const at = 256 * zeros;
  return (
    (CRC_TABLES[at + 768 + (bytes & 255)] ?? 0) ^
    (CRC_TABLES[at + 512 + ((bytes >>> 8) & 255)] ?? 0) ^
    (CRC_TABLES[at + 256 + ((bytes >>> 16) & 255)] ?? 0) ^
    (CRC_TABLES[at + (bytes >>> 24)] ?? 0)
  );
}

/** A checksum of bytes that come piece by piece. */
export interface Checksum {
  /** The checksum of all pieces so far. */
  readonly value: number;
  add(piece: Uint8Array): void;
}

/** CRC-32 as gzip and ZIP use it (RFC 1952, section 8). */
export class Crc32 implements Checksum {
  #remainder = -1;

  get value(): number {
    return ~this.#remainder >>> 0;
  }

  add(piece: Uint8Array): void {
    const view = new DataView(piece.buffer, piece.byteOffset, piece.length);
    const whole = piece.length - (piece.length % STEP);
    let remainder = this.#remainder;
    for (let i = 0; i < whole; i += STEP) {
      const [first, second] = [remainder ^ view.getInt32(i, true), view.getInt32(i + 4, true)];
      remainder = remainderOf(first, 4) ^ remainderOf(second, 0);
    }
    for (let i = whole; i < piece.length; i++) {
      remainder = (CRC_TABLES[(remainder ^ (piece[i] ?? 0)) & 255] ?? 0) ^ (remainder >>> 8);
    }
    this.#remainder = remainder;
  }
}

const ADLER_BASE = 65521;

/** The longest run for which the sums of Adler-32 stay below 2³² (RFC 1950, section 9). */
const ADLER_RUN = 5552;

/** Adler-32 as zlib uses it (RFC 1950, section 8.2). */
export class Adler32 implements Checksum {
  #a = 1;
  #b = 0;

  get value(): number {
    return ((this.#b << 16) | this.#a) >>> 0;
  }

  add(piece: Uint8Array): void {
    for (let start = 0; start < piece.length; start += ADLER_RUN) {
      for (const byte of piece.subarray(start, start + ADLER_RUN)) {
        this.#a += byte;
        this.#b += this.#a;
      }
      this.#a %= ADLER_BASE;
      this.#b %= ADLER_BASE;
    }
  }
}
