import { damagedData } from '../frame.ts';

/** Reads a scan's data bit by bit (ITU-T T.87, A.1): the byte behind 0xff has 7 bits, or is a marker's. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #where: string;
  #position: number;
  /** The next bits, the first on top; `#count` of them. */
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array, position: number, where: string) {
    this.#bytes = bytes;
    this.#position = position;
    this.#where = where;
  }

  /** The next bits, 0 to 16, as a number. */
  read(size: number): number {
    if (size === 0) return 0;
    if (this.#count < size) this.#fill(size);
    const value = this.#bits >>> (32 - size);
    this.#bits <<= size;
    this.#count -= size;
    return value;
  }

  /** How many zeros come before the next one, which is stepped over; at most `most`. */
  zeros(most: number): number {
    let zeros = 0;
    for (;;) {
      if (this.#count === 0) this.#fill(1);
      const leading = Math.min(Math.clz32(this.#bits), this.#count);
      zeros += leading;
      if (zeros > most) throw damagedData(this.#where, 'JPEG-LS', 'a code that is too long');
      if (leading < this.#count) {
        this.#bits <<= leading;
        this.#bits <<= 1;
        this.#count -= leading + 1;
        return zeros;
      }
      this.#bits = this.#count = 0;
    }
  }

  /** Where the marker is that ends the scan. */
  end(): number {
    let at = this.#position;
    while (at < this.#bytes.length && !(this.#bytes[at] === 0xff && (this.#bytes[at + 1] ?? 0xff) > 0x7f))
      at++;
    return at;
  }

  #fill(size: number): void {
    while (this.#count <= 24) {
      const byte = this.#bytes[this.#position];
      const short = this.#bytes[this.#position - 1] === 0xff;
      const marker = byte === 0xff && (this.#bytes[this.#position + 1] ?? 0xff) > 0x7f;
      if (byte === undefined || marker) break;
      const width = short ? 7 : 8;
      this.#bits |= byte << (32 - width - this.#count);
      this.#count += width;
      this.#position++;
    }
    if (this.#count < size) throw damagedData(this.#where, 'JPEG-LS', 'it ends before the image does');
  }
}
