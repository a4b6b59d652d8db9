/**
 * What waits to be sent to someone who may read slowly. It holds so much and no more: who falls behind further is `isLate`,
 * and has to begin anew.
 */
export class Backlog<T> {
  readonly #most: number;
  readonly #waiting: T[];
  #wake: () => void = () => undefined;
  #isLate = false;

  constructor(most: number, first: readonly T[] = []) {
    this.#most = most;
    this.#waiting = [...first];
  }

  /** Whether something had to be dropped. */
  get isLate(): boolean {
    return this.#isLate;
  }

  /** How much waits. */
  get size(): number {
    return this.#waiting.length;
  }

  add(one: T): void {
    if (this.#waiting.length < this.#most) this.#waiting.push(one);
    else this.#isLate = true;
    this.wake();
  }

  /** Lets {@link take} wait no longer. */
  wake(): void {
    this.#wake();
  }

  /** What has waited longest; nothing where nothing comes within so many milliseconds, or it is woken. */
  async take(patience: number): Promise<T | undefined> {
    if (this.#waiting.length === 0) await this.#woken(patience);
    return this.#waiting.shift();
  }

  #woken(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
