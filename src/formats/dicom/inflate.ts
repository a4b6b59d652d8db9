import { Inflate } from 'fflate';
import { InputError, messageOf } from '../../util/errors.ts';
import type { ByteSource } from '../source.ts';

/** How much is unpacked at a time: deflated data grow at most 1032-fold (RFC 1951), so 16 KiB to 17 MB. */
const STEP = 1 << 14;

/** Unpacks raw deflated bytes of a source (RFC 1951) little by little, as far as somebody wants to read. */
export class Inflater {
  readonly #source: ByteSource;
  readonly #inflate: Inflate;
  #at: number;
  #bytes: Uint8Array = new Uint8Array(1 << 16);
  #length = 0;
  #finished = false;

  constructor(source: ByteSource, offset: number) {
    this.#source = source;
    this.#at = offset;
    this.#inflate = new Inflate((chunk, final) => {
      this.#append(chunk);
      this.#finished ||= final;
    });
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
    while (this.#length < length && !this.#finished) {
      const step = Math.min(STEP, this.#source.size - this.#at);
      this.#push(this.#source.read(this.#at, step), this.#at + step >= this.#source.size);
      this.#at += step;
    }
  }

  #push(bytes: Uint8Array, last: boolean): void {
    try {
      this.#inflate.push(bytes, last);
      this.#finished ||= last;
    } catch (error) {
      const complaint = {
        where: this.#source.name,
        expected: 'deflated data',
        received: `bytes that do not unpack (${messageOf(error)})`,
        remedy: 'The file is cut off or damaged: get it again.',
      };
      throw new InputError(complaint, { cause: error });
    }
  }

  #append(chunk: Uint8Array): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = needed;
  }
}
