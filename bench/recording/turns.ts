/** One of two that take turns: each works while the other waits, so that what slows the machine down slows both. */
export class Turn {
  #milliseconds = 0;
  #began = 0;
  #mine = Promise.withResolvers<void>();
  #isOver = false;
  #other: Turn = this;

  /** Two that take turns, the first of which begins. */
  static pair(): readonly [Turn, Turn] {
    const [first, second] = [new Turn(), new Turn()];
    first.#other = second;
    second.#other = first;
    first.#mine.resolve();
    return [first, second];
  }

  /** How long it has worked. */
  get milliseconds(): number {
    return this.#milliseconds;
  }

  /** Waits for the first turn. */
  async begin(): Promise<void> {
    await this.#mine.promise;
    this.#began = performance.now();
  }

  /** Lets the other work, and waits until it is one's turn again. */
  async pass(): Promise<void> {
    const other = this.#other;
    this.#count();
    if (other.#isOver) return;
    this.#mine = Promise.withResolvers();
    other.#mine.resolve();
    await this.begin();
  }

  /** Ends the last turn. */
  end(): void {
    this.#count();
    this.#isOver = true;
    this.#other.#mine.resolve();
  }

  #count(): void {
    const now = performance.now();
    this.#milliseconds += now - this.#began;
    this.#began = now;
  }
}
