import { check, present } from '../../util/errors.ts';
import { type ByteSource, checkWithin } from './source.ts';

/** How many unpacked bytes lie in one piece of memory. */
const PAGE = 1 << 20;

/** How many unpacked bytes are kept by default: more than the volumes of most examinations have. */
const MOST_KEPT = 1 << 30;

/** How much may come behind what a reader wanted, and is still unpacked to check the end. */
const MOST_BEHIND = 64 << 20;

/** What an unpacked source is made of. */
export interface Unpacking {
  /** The packed file's name. */
  readonly name: string;
  /** How many bytes it says that it unpacks to. */
  readonly size: number;
  /** The unpacked bytes, in order and from the beginning at each call; what makes them checks their sum at the end. */
  readonly pieces: () => Iterator<Uint8Array, void, void>;
  readonly beside?: (name: string) => ByteSource | undefined;
  /** How many of the bytes that were unpacked last are kept at most; 1 GiB by default. */
  readonly kept?: number;
}

/**
 * Packed bytes as if they were unpacked. Only as much is unpacked as is read, and the last GiB of it is kept: going through
 * once takes no more memory than that, and going back within it costs nothing. Going back further unpacks once more
 * from the beginning. Never is more unpacked than `size` declares.
 */
export class UnpackedSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly beside?: (name: string) => ByteSource | undefined;
  readonly #mostPages: number;
  readonly #begin: () => Iterator<Uint8Array, void, void>;
  readonly #pages = new Map<number, Uint8Array>();
  #pieces: Iterator<Uint8Array, void, void>;
  #unpacked = 0;

  constructor({ name, size, pieces, beside, kept = MOST_KEPT }: Unpacking) {
    this.name = name;
    this.size = size;
    this.#mostPages = Math.max(1, Math.floor(kept / PAGE));
    this.#begin = pieces;
    this.#pieces = pieces();
    if (beside) this.beside = beside;
  }

  read(offset: number, length: number): Uint8Array {
    checkWithin(this, offset, length);
    if (length === 0) return new Uint8Array(0);
    const first = Math.floor(offset / PAGE);
    if (offset < this.#unpacked && !this.#pages.has(first)) this.#restart();
    const from = offset - first * PAGE;
    return from + length <= PAGE ? this.#within(first, from, length) : this.#joined(offset, length);
  }

  /** Unpacks what is left, so that the end and the checksum are checked. */
  finish(): void {
    check(this.size - this.#unpacked <= MOST_BEHIND, () => ({
      where: this.name,
      expected: `at most ${MOST_BEHIND} bytes behind the last value`,
      received: `${this.size - this.#unpacked}`,
      remedy: 'Its header is wrong, or it is made to fill the memory.',
    }));
    while (this.#unpacked < this.size) this.#advance();
    for (let next = this.#pieces.next(); !next.done; next = this.#pieces.next()) this.#keep(next.value);
  }

  /** Bytes of one page. */
  #within(page: number, from: number, length: number): Uint8Array {
    while (this.#unpacked < page * PAGE + from + length) this.#advance();
    return present(this.#pages.get(page), `page ${page} of ${this.name}`).subarray(from, from + length);
  }

  /** Bytes of several pages, copied while each is there. */
  #joined(offset: number, length: number): Uint8Array {
    const joined = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const page = Math.floor((offset + done) / PAGE);
      const from = offset + done - page * PAGE;
      const piece = this.#within(page, from, Math.min(PAGE - from, length - done));
      joined.set(piece, done);
      done += piece.length;
    }
    return joined;
  }

  /** Goes back to the beginning, for what is kept no more. */
  #restart(): void {
    this.#pages.clear();
    this.#pieces = this.#begin();
    this.#unpacked = 0;
  }

  #advance(): void {
    const next = this.#pieces.next();
    check(!next.done, () => this.#complaint(`${this.#unpacked}`));
    if (!next.done) this.#keep(next.value);
  }

  #keep(piece: Uint8Array): void {
    check(this.#unpacked + piece.length <= this.size, () => this.#complaint('more'));
    for (let done = 0; done < piece.length; ) {
      const within = this.#unpacked % PAGE;
      const page = Math.floor(this.#unpacked / PAGE);
      if (within === 0) this.#turnTo(page);
      const part = piece.subarray(done, done + PAGE - within);
      this.#pages.get(page)?.set(part, within);
      done += part.length;
      this.#unpacked += part.length;
    }
  }

  /** Makes room for a page, and lets the oldest go. */
  #turnTo(page: number): void {
    this.#pages.delete(page - this.#mostPages);
    this.#pages.set(page, new Uint8Array(Math.min(PAGE, this.size - page * PAGE)));
  }

  #complaint(received: string) {
    return {
      where: this.name,
      expected: `${this.size} bytes when unpacked, as it says`,
      received,
      remedy: 'The file is damaged, or made to fill the memory.',
    };
  }
}
