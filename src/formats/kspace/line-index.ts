/** What is known of one recorded line before its samples are read. */
export interface LineHead {
  /** Where it lies: a byte in the file, or a row of a table. */
  readonly position: number;
  /** The format's own marks, bit by bit. */
  readonly flags: number;
  readonly samples: number;
  readonly channels: number;
  /** The loop counters, in the format's order. */
  readonly counters: ArrayLike<number>;
}

/** All lines of a measurement: some 50 bytes for each, so that a file far larger than the memory can be indexed. */
export class LineIndex {
  readonly counterCount: number;
  #count = 0;
  #positions = new Float64Array(0);
  #flags = new Uint32Array(0);
  #sizes = new Uint16Array(0);
  #counters = new Uint16Array(0);

  /** An empty index of lines that have that many loop counters each. */
  constructor(counterCount: number) {
    this.counterCount = counterCount;
  }

  /** How many lines there are. */
  get count(): number {
    return this.#count;
  }

  /** Appends a line. */
  add({ position, flags, samples, channels, counters }: LineHead): void {
    const line = this.#count++;
    if (line === this.#positions.length) this.#grow(Math.max(1024, 2 * line));
    this.#positions[line] = position;
    this.#flags[line] = flags;
    this.#sizes[2 * line] = samples;
    this.#sizes[2 * line + 1] = channels;
    for (let i = 0; i < this.counterCount; i++) {
      this.#counters[line * this.counterCount + i] = counters[i] ?? 0;
    }
  }

  position(line: number): number {
    return this.#positions[line] ?? 0;
  }

  flags(line: number): number {
    return this.#flags[line] ?? 0;
  }

  samples(line: number): number {
    return this.#sizes[2 * line] ?? 0;
  }

  channels(line: number): number {
    return this.#sizes[2 * line + 1] ?? 0;
  }

  /** The value of a loop counter. */
  counter(line: number, counter: number): number {
    return this.#counters[line * this.counterCount + counter] ?? 0;
  }

  /** The numbers of the lines that a test picks by their flags, in the order in which they were recorded. */
  select(picks: (flags: number) => boolean): Uint32Array {
    const picked = new Uint32Array(this.#count);
    let length = 0;
    for (let line = 0; line < this.#count; line++) if (picks(this.flags(line))) picked[length++] = line;
    return picked.slice(0, length);
  }

  #grow(capacity: number): void {
    this.#positions = moved(this.#positions, new Float64Array(capacity));
    this.#flags = moved(this.#flags, new Uint32Array(capacity));
    this.#sizes = moved(this.#sizes, new Uint16Array(2 * capacity));
    this.#counters = moved(this.#counters, new Uint16Array(this.counterCount * capacity));
  }
}

function moved<T extends Float64Array | Uint32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
