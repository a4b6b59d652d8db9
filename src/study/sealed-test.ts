import type { Dataset } from '../data/index.ts';

/** One look at a test part, for the record. */
export interface Opening {
  readonly purpose: string;
  /** The hash of the split whose test part was opened. */
  readonly split: string;
  readonly items: number;
}

/** A test part that only evaluation opens, and that remembers every time it was opened. */
export class SealedTest {
  readonly count: number;
  readonly #split: string;
  readonly #take: () => Dataset;
  readonly #openings: Opening[] = [];

  constructor(split: string, count: number, take: () => Dataset) {
    this.#split = split;
    this.count = count;
    this.#take = take;
  }

  /** The items, on the record. */
  open(purpose: string): Dataset {
    this.#openings.push({ purpose, split: this.#split, items: this.count });
    return this.#take();
  }

  get openings(): readonly Opening[] {
    return [...this.#openings];
  }
}
