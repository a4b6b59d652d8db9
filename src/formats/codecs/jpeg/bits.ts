import { InputError } from '../../../util/errors.ts';
import { MARKER, notJpeg } from './header.ts';
import type { HuffmanTable } from './huffman.ts';

/** Reads the entropy-coded data of a scan bit by bit (ITU-T T.81, annex F.2.2): 0xff00 stands for 0xff. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #where: string;
  #position: number;
  /** The next bits, the first on top; `#count` of them. */
  #bits = 0;
  #count = 0;
  /** How many of them stand behind the end of the data. */
  #beyond = 0;

  constructor(bytes: Uint8Array, position: number, where: string) {
    this.#bytes = bytes;
    this.#position = position;
    this.#where = where;
  }

  /** The value of the Huffman code that comes next. */
  symbol(table: HuffmanTable): number {
    if (this.#count < 16) this.#fill();
    const entry = table[this.#bits >>> 16] ?? 0;
    if (entry === 0) throw new InputError(notJpeg(this.#where, 'bits that are no code'));
    this.#drop(entry >> 8);
    return entry & 0xff;
  }

  /** A signed number of `size` bits, 1 to 15 (T.81, EXTEND). */
  signed(size: number): number {
    if (this.#count < size) this.#fill();
    const value = this.#bits >>> (32 - size);
    this.#drop(size);
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  /** Goes behind the restart marker that must come next. */
  restart(): void {
    this.#bits = this.#count = this.#beyond = 0;
    const position = this.#nextMarker();
    const marker = this.#bytes[position + 1] ?? 0;
    if (marker < MARKER.RST0 || marker > MARKER.RST7) throw this.#cutOff();
    this.#position = position + 2;
  }

  /** Where the marker is that ends the scan. */
  end(): number {
    return this.#nextMarker();
  }

  #nextMarker(): number {
    let at = this.#position;
    while (at < this.#bytes.length && (this.#bytes[at] !== 0xff || this.#bytes[at + 1] === 0)) at++;
    return at;
  }

  #drop(size: number): void {
    this.#bits <<= size;
    this.#count -= size;
    if (this.#count < this.#beyond) throw this.#cutOff();
  }

  #fill(): void {
    while (this.#count <= 24) {
      const byte = this.#bytes[this.#position];
      const stuffed = byte === 0xff && this.#bytes[this.#position + 1] === 0;
      if (byte === undefined || (byte === 0xff && !stuffed)) {
        this.#beyond += 8;
      } else {
        this.#bits |= byte << (24 - this.#count);
        this.#position += stuffed ? 2 : 1;
      }
      this.#count += 8;
    }
  }

  #cutOff(): InputError {
    return new InputError(notJpeg(this.#where, 'data that end before the image does'));
  }
}
