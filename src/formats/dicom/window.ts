import type { ByteSource } from '../bytes/source.ts';

/**
 * A source that is read in windows: small reads near each other, as of a header, become one read of the file. Larger
 * reads go through.
 */
export class WindowedSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #source: ByteSource;
  readonly #width: number;
  #window: Uint8Array = new Uint8Array(0);
  #start = 0;

  constructor(source: ByteSource, width = 1 << 14) {
    this.#source = source;
    this.name = source.name;
    this.size = source.size;
    this.#width = width;
  }

  read(offset: number, length: number): Uint8Array {
    const at = offset - this.#start;
    if (at >= 0 && at + length <= this.#window.length) return this.#window.subarray(at, at + length);
    const fits = offset >= 0 && length <= this.#width && offset + length <= this.size;
    if (!fits) return this.#source.read(offset, length);
    this.#window = this.#source.read(offset, Math.min(this.#width, this.size - offset));
    this.#start = offset;
    return this.#window.subarray(0, length);
  }
}
