import { createProgress, type Progress, type ProgressOptions, type ProgressUpdate } from '../progress.ts';

/** What takes longer than this shows progress: on a terminal, and elsewhere, where lines stay. */
const PATIENCE_MS = { terminal: 1000, elsewhere: 10_000 } as const;

/**
 * Progress of what is mostly done at once: nothing is shown of it in the first second, or seconds. Of one file alone
 * only terminals are shown it: elsewhere the line that says what is wrong with a file is to be the only one.
 */
export class LateProgress {
  readonly #options: ProgressOptions;
  readonly #begun = performance.now();
  #shown: Progress | undefined;

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  update(update: ProgressUpdate): void {
    if (this.#options.total === 1 && !process.stderr.isTTY) return;
    const patience = PATIENCE_MS[process.stderr.isTTY ? 'terminal' : 'elsewhere'];
    if (!this.#shown && performance.now() - this.#begun < patience) return;
    this.#shown ??= createProgress({ ...this.#options, begun: this.#begun });
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
