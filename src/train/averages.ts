import type { Scores } from './history.ts';

/** What running averages stand at, to be kept in checkpoints. */
export interface AveragesState {
  readonly sums: readonly number[];
  readonly items: number;
}

/** Averages over items, summed in float64. */
export class Averages {
  readonly #names: readonly string[];
  readonly #sums: Float64Array;
  #items = 0;

  constructor(names: readonly string[], state?: AveragesState) {
    this.#names = names;
    this.#sums = Float64Array.from(state?.sums ?? names.map(() => 0));
    this.#items = state?.items ?? 0;
  }

  /** Adds sums over `items` items. */
  add(sums: Float32Array, items: number): void {
    for (let i = 0; i < this.#sums.length; i++) this.#sums[i] = (this.#sums[i] ?? 0) + (sums[i] ?? 0);
    this.#items += items;
  }

  /** The averages so far, by name. */
  get scores(): Scores {
    return Object.fromEntries(this.#names.map((name, i) => [name, (this.#sums[i] ?? 0) / this.#items]));
  }

  get state(): AveragesState {
    return { sums: [...this.#sums], items: this.#items };
  }

  /** Starts anew. */
  clear(): void {
    this.#sums.fill(0);
    this.#items = 0;
  }
}
