/** Told not more often than this, in milliseconds. */
const GAP_MS = 1000;

/** How many examples a second are learned from, in steps alone: without validation and what records a training. */
export class Throughput {
  #examples = 0;
  #ms = 0;
  #since = performance.now();
  #isTold = false;

  add(examples: number, ms: number): void {
    this.#examples += examples;
    this.#ms += ms;
  }

  /** Examples a second since it was told last; `undefined` where that was just now, unless the first epoch ends. */
  tell(isEnd: boolean): number | undefined {
    const now = performance.now();
    const isDue = now - this.#since >= GAP_MS || (isEnd && !this.#isTold);
    if (this.#ms === 0 || !isDue) return undefined;
    const rate = (1000 * this.#examples) / this.#ms;
    [this.#examples, this.#ms, this.#since, this.#isTold] = [0, 0, now, true];
    return rate;
  }
}
