/** How much something may take. */
export interface TimeShareOptions {
  /** Which share of the time. */
  readonly share: number;
  /** What may be spent beside that, lest short trainings tell nothing; in milliseconds. */
  readonly allowance: number;
  /** What the first time will take, in milliseconds; nothing by default. */
  readonly expected?: number;
  /** The longest wait from one time to the next where there is time enough, in milliseconds; none by default. */
  readonly longestGap?: number;
}

/** Gaps grow up to the longest one: to this share of the time that has gone by. */
const GAP_GROWTH = 1 / 8;

/** Keeps something to a share of the time: it says when there is enough, and learns what was spent. */
export class TimeShare {
  readonly #options: TimeShareOptions;
  readonly #started = performance.now();
  #spent = 0;
  #last = 0;
  #expected: number;

  constructor(options: TimeShareOptions) {
    this.#options = options;
    this.#expected = options.expected ?? 0;
  }

  /** Whether there is time, and it is not too soon. */
  get isDue(): boolean {
    const { share, allowance, longestGap = 0 } = this.#options;
    const elapsed = performance.now() - this.#started;
    const isAffordable = this.#spent + this.#expected <= allowance + share * elapsed;
    return isAffordable && elapsed - this.#last >= Math.min(longestGap, elapsed * GAP_GROWTH);
  }

  /** Whether it has been done. */
  get wasSpent(): boolean {
    return this.#spent > 0;
  }

  /** Does it, and learns what it takes. */
  async spend<T>(action: () => T | Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await action();
    } finally {
      this.#last = performance.now() - this.#started;
      this.#expected = performance.now() - started;
      this.#spent += this.#expected;
    }
  }
}
