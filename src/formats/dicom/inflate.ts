import { Inflate } from 'fflate';
import { MOST_PER_BYTE, unpackedPieces } from '../bytes/deflate.ts';
import type { ByteSource } from '../bytes/source.ts';

/** Unpacks raw deflated bytes of a source (RFC 1951) little by little, as far as somebody wants to read. */
export class Inflater {
  readonly #pieces: Iterator<Uint8Array, void, void>;
  /** How many bytes there can be. */
  readonly #most: number;
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;
  #finished = false;

  constructor(source: ByteSource, offset: number) {
    const range = { source, offset, length: source.size - offset };
    this.#most = MOST_PER_BYTE * range.length;
    this.#pieces = unpackedPieces(range, (emit) => new Inflate(emit));
  }

  /** What is unpacked so far. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Whether that is all. */
  get finished(): boolean {
    return this.#finished;
  }

  /**
   * Unpacks until there are `length` bytes or all.
   *
   * @throws InputError for bytes that were not made by deflating.
   */
  upTo(length: number): void {
    this.#reserve(Math.min(length, this.#most));
    while (this.#length < length && !this.#finished) {
      const { value, done } = this.#pieces.next();
      this.#finished = done === true;
      if (value) this.#append(value);
    }
  }

  #append(piece: Uint8Array): void {
    this.#reserve(this.#length + piece.length);
    this.#bytes.set(piece, this.#length);
    this.#length += piece.length;
  }

  #reserve(length: number): void {
    if (length <= this.#bytes.length) return;
    const larger = new Uint8Array(length);
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}
