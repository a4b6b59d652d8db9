import { check } from '../../util/errors.ts';
import { type ByteSource, checkWithin } from './source.ts';

/** How many unpacked bytes lie in one piece of memory. */
const PAGE = 1 << 20;

/** How much may come behind what a reader wanted, and is still unpacked to check the end. */
const MOST_BEHIND = 64 << 20;

/** What an unpacked source is made of. */
export interface Unpacking {
  /** The packed file's name. */
  readonly name: string;
  /** How many bytes it says that it unpacks to. */
  readonly size: number;
  /** The unpacked bytes, in order; what makes them checks their sum at the end. */
  readonly pieces: Iterator<Uint8Array, void, void>;
  readonly beside?: (name: string) => ByteSource | undefined;
}

/**
 * Packed bytes as if they were unpacked. Only as much is unpacked as is read, and that is kept: going through once
 * takes the memory of what was read, going back costs nothing. Never is more unpacked than `size` declares.
 */
export class UnpackedSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly beside?: (name: string) => ByteSource | undefined;
  readonly #pieces: Iterator<Uint8Array, void, void>;
  readonly #pages: Uint8Array[] = [];
  #unpacked = 0;

  constructor({ name, size, pieces, beside }: Unpacking) {
    this.name = name;
    this.size = size;
    this.#pieces = pieces;
    if (beside) this.beside = beside;
  }

  read(offset: number, length: number): Uint8Array {
    checkWithin(this, offset, length);
    while (this.#unpacked < offset + length) this.#advance();
    const first = Math.floor(offset / PAGE);
    const from = offset - first * PAGE;
    const page = this.#pages[first] ?? new Uint8Array(0);
    return from + length <= PAGE ? page.subarray(from, from + length) : this.#joined(offset, length);
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

  #joined(offset: number, length: number): Uint8Array {
    const joined = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const at = offset + done;
      const page = Math.floor(at / PAGE);
      const piece = this.#pages[page]?.subarray(at - page * PAGE, at - page * PAGE + length - done);
      joined.set(piece ?? [], done);
      done += piece?.length ?? length;
    }
    return joined;
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
      if (within === 0) this.#pages.push(new Uint8Array(Math.min(PAGE, this.size - this.#unpacked)));
      const part = piece.subarray(done, done + PAGE - within);
      this.#pages.at(-1)?.set(part, within);
      done += part.length;
      this.#unpacked += part.length;
    }
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
