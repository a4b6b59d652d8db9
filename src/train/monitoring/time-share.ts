/** The longest wait from one time to the next where time is no matter, in milliseconds. */
const LONGEST_GAP_MS = 10_000;

/** Keeps something to a share of the time: it says when there is enough, and learns what was spent. */
export class TimeShare {
  readonly #share: number;
  readonly #allowance: number;
  readonly #started = performance.now();
  #spent = 0;
  #last = 0;
  #expected: number;

  /**
   * @param allowance what may be spent beside that, lest short trainings tell nothing; in milliseconds
   * @param expected what the first time will take, in milliseconds
   */
  constructor(share: number, allowance: number, expected = 0) {
    this.#share = share;
    this.#allowance = allowance;
    this.#expected = expected;
  }

  /**
   * Whether there is time, and it is not too soon: the gaps grow with the time that has gone by, so that a long training
   * has not ever more to tell.
   */
  get isDue(): boolean {
    const elapsed = performance.now() - this.#started;
    const isAffordable = this.#spent + this.#expected <= this.#allowance + this.#share * elapsed;
    return isAffordable && elapsed - this.#last >= Math.min(LONGEST_GAP_MS, elapsed / 100);
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
