import { createProgress, type Progress, type ProgressOptions, type ProgressUpdate } from '../progress.ts';

/** What takes longer than this shows progress. */
const PATIENCE_MS = 1000;

/** Progress of what is mostly done at once: nothing is shown of it in the first second. */
export class LateProgress {
  readonly #options: ProgressOptions;
  readonly #begun = performance.now();
  #shown: Progress | undefined;

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  update(update: ProgressUpdate): void {
    if (!this.#shown && performance.now() - this.#begun < PATIENCE_MS) return;
    this.#shown ??= createProgress(this.#options);
    this.#shown.update(update);
  }

  /** Leaves a line that says what was reached, where anything was shown. */
  finish(message: string): void {
    this.#shown?.finish(message);
  }

  fail(message: string): void {
    this.#shown?.fail(message);
  }
}
