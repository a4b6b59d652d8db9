interface Offered<T> {
  readonly error: number;
  readonly value: T;
}

/**
 * Keeps some of the values that are offered one after the other: those of the least and of the greatest error always,
 * and of the others such that errors lie evenly between. Never holds more than `most` of them.
 *
 * @example const spread = new EvenSpread<Image>(200); for (const one of images) spread.offer(errorOf(one), one);
 */
export class EvenSpread<T> {
  readonly #most: number;
  readonly #kept: Offered<T>[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a value, and drops the one that leaves the smallest gap. An error that is no number counts as the greatest. */
  offer(error: number, value: T): void {
    const shown = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
    const place = this.#kept.findIndex((one) => one.error > shown);
    this.#kept.splice(place < 0 ? this.#kept.length : place, 0, { error: shown, value });
    if (this.#kept.length > this.#most) this.#kept.splice(this.#leastMissed(), 1);
  }

  /** What is kept, the least error first. */
  get values(): readonly T[] {
    return this.#kept.map(({ value }) => value);
  }

  #leastMissed(): number {
    if (this.#kept.length < 3) return 0;
    const errors = this.#kept.map(({ error }) => error);
    const gap = (i: number) => (errors[i + 1] ?? 0) - (errors[i - 1] ?? 0);
    let least = 1;
    for (let i = 2; i < errors.length - 1; i++) if (gap(i) < gap(least)) least = i;
    return least;
  }
}
