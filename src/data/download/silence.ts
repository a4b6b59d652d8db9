/** Aborts when nothing has come for a while. */
export class Silence {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  /** Begins to wait; `reason` is what the signal gives after `patienceMs` of silence. */
  constructor(patienceMs: number, reason: Error) {
    this.#timer = setTimeout(() => this.#controller.abort(reason), patienceMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something came. */
  interrupt(): void {
    this.#timer.refresh();
  }

  /** Lets go of the timer, and of a connection that is still open. */
  end(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }
}
