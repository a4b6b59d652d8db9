import type { Callback, RunningTraining } from '../train/index.ts';

/** What happens around a pause. */
export interface PauseSteps {
  /** Before it: a checkpoint is written. */
  readonly save: (training: RunningTraining) => Promise<void>;
  /** Told when it begins and ends. */
  readonly tell: (isPaused: boolean) => void;
}

/**
 * What people want of a run: to wait between two steps, to go on, to stop. A pause changes no bit of the result.
 */
export class RunControl {
  readonly #stop = new AbortController();
  #pause: PromiseWithResolvers<void> | undefined;

  /** Aborts when the run is to stop after its current step. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  pause(): void {
    if (!this.signal.aborted) this.#pause ??= Promise.withResolvers();
  }

  continue(): void {
    this.#pause?.resolve();
    this.#pause = undefined;
  }

  stop(): void {
    this.#stop.abort();
    this.continue();
  }

  /** Waits between two steps of a training where that is wanted. */
  callback({ save, tell }: PauseSteps): Callback {
    return {
      onBatchEnd: (training) => (this.#pause ? this.#wait(training, { save, tell }) : undefined),
    };
  }

  async #wait(training: RunningTraining, { save, tell }: PauseSteps): Promise<void> {
    await save(training);
    if (!this.#pause) return;
    tell(true);
    // Who goes on and pauses again at once is still waited for.
    while (this.#pause) await this.#pause.promise;
    if (!this.signal.aborted) tell(false);
  }
}
