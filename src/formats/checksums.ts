const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

/** A checksum of bytes that come piece by piece. */
export interface Checksum {
  /** The checksum of all pieces so far. */
  readonly value: number;
  add(piece: Uint8Array): void;
}

/** CRC-32 as gzip and ZIP use it (RFC 1952, section 8). */
export class Crc32 implements Checksum {
  #remainder = 0xffffffff;

  get value(): number {
    return ~this.#remainder >>> 0;
  }

  add(piece: Uint8Array): void {
    let remainder = this.#remainder;
    for (let i = 0; i < piece.length; i++) {
      remainder = (CRC_TABLE[(remainder ^ (piece[i] ?? 0)) & 255] ?? 0) ^ (remainder >>> 8);
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
