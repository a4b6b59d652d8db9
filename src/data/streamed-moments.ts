import type { ItemSet } from './item-set.ts';

/** So many numbers are held at a time, or one item where that is larger. */
const CHUNK = 1 << 20;

/**
 * Means and variances of inputs that come once, in float64: sums about each statistic's first number, so that a small
 * deviation about a large mean survives. The order of the items decides the last bits.
 */
export class StreamedMoments {
  readonly #run: number;
  readonly #shifts: Float64Array;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  #items = 0;

  /** Each of `statistics` covers as many neighboring numbers of an input of `inputSize`. */
  constructor(statistics: number, inputSize: number) {
    this.#run = inputSize / statistics;
    this.#shifts = new Float64Array(statistics);
    this.#sums = new Float64Array(statistics);
    this.#squares = new Float64Array(statistics);
  }

  /** Reads a set from its first to its last item, the next items while the last ones are added. */
  async addAll(set: ItemSet): Promise<void> {
    const step = Math.max(1, Math.floor(CHUNK / set.inputSize));
    const some = (first: number) =>
      Uint32Array.from({ length: Math.min(step, set.count - first) }, (_, i) => first + i);
    const inputs = new Float32Array(step * set.inputSize);
    for (let first = 0; first < set.count; first += step) {
      const items = some(first);
      const reading = set.gather(items, inputs);
      if (first + step < set.count) set.prefetch?.(some(first + step));
      await reading;
      for (const row of items.keys()) this.#add(inputs, row * set.inputSize);
    }
  }

  get mean(): number[] {
    const count = this.#items * this.#run;
    return Array.from(this.#sums, (sum, which) => (this.#shifts[which] ?? 0) + sum / count);
  }

  get variance(): number[] {
    const count = this.#items * this.#run;
    return Array.from(this.#squares, (squares, which) =>
      Math.max(0, squares / count - ((this.#sums[which] ?? 0) / count) ** 2),
    );
  }

  #add(inputs: Float32Array, start: number): void {
    for (let which = 0; which < this.#sums.length; which++) {
      const from = start + which * this.#run;
      if (this.#items === 0) this.#shifts[which] = inputs[from] ?? 0;
      const shift = this.#shifts[which] ?? 0;
      let [sum, squares] = [0, 0];
      for (let i = from; i < from + this.#run; i++) {
        const distance = (inputs[i] ?? 0) - shift;
        sum += distance;
        squares += distance * distance;
      }
      this.#sums[which] = (this.#sums[which] ?? 0) + sum;
      this.#squares[which] = (this.#squares[which] ?? 0) + squares;
    }
    this.#items++;
  }
}
