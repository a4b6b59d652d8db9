/** What takes memory. */
interface Sized {
  readonly byteLength: number;
}

/** Keeps what was used last, as much as fits into so many bytes. */
export class ByteCache<Key, Value extends Sized> {
  readonly #most: number;
  readonly #values = new Map<Key, Value>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  /** How many bytes are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: Key): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  /** Keeps a value, and forgets those that were not used for longest. One that is too large is not kept. */
  set(key: Key, value: Value): void {
    this.#forget(key);
    if (value.byteLength > this.#most) return;
    this.#values.set(key, value);
    this.#bytes += value.byteLength;
    for (const oldest of this.#values.keys()) {
      if (this.#bytes <= this.#most) return;
      this.#forget(oldest);
    }
  }

  #forget(key: Key): void {
    this.#bytes -= this.#values.get(key)?.byteLength ?? 0;
    this.#values.delete(key);
  }
}
