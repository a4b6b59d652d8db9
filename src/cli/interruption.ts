/** Signals by which people and systems ask a program to stop, and the exit codes that say so. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

type StopSignal = keyof typeof EXIT_CODES;

/** Said once everyone else has heard the signal: a progress bar ends its line first. */
const STOPPING = 'Stopping after this step. Ctrl-C once more leaves at once, without results.\n';

/** Whether someone has asked us to stop. */
class Interruption {
  #received: StopSignal | undefined;

  /** The exit code to end with, once a signal has come. */
  get exitCode(): number | undefined {
    return this.#received && EXIT_CODES[this.#received];
  }

  /**
   * Lets `action` stop cleanly: the first signal aborts, and what was finished can be kept; the second leaves at once,
   * after `leave` has ended what else is running.
   */
  async heed<T>(action: (signal: AbortSignal) => Promise<T>, leave?: () => Promise<void>): Promise<T> {
    const controller = new AbortController();
    let isLeaving = false;
    const onSignal = (signal: StopSignal): void => {
      if (isLeaving || (this.#received && !leave)) process.exit(EXIT_CODES[signal]);
      if (this.#received) {
        isLeaving = true;
        void leave?.().finally(() => process.exit(EXIT_CODES[signal]));
        return;
      }
      this.#received = signal;
      controller.abort();
      setImmediate(() => process.stderr.write(STOPPING));
    };
    const signals: StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, onSignal);
    try {
      return await action(controller.signal);
    } finally {
      for (const signal of signals) process.off(signal, onSignal);
    }
  }
}

/** The interruption of this process. */
export const interruption = new Interruption();
