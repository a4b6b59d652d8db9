import type { RunControl } from './control.ts';
import type { RunMessage } from './messages.ts';
import type { RecordedRun } from './recorded-run.ts';

/** How often a run's process looks whether it is asked for something, in milliseconds. */
const ASK_MS = 500;
/** How often it notes that it is alive, and how far it is, in milliseconds. */
const BEAT_MS = 2000;

/** What the store learns of a run's process while it is alive, and what it asks of it. */
export class LifeSigns {
  readonly #recorded: RecordedRun;
  readonly #timers: readonly NodeJS.Timeout[];
  #progress: RunMessage | undefined;

  constructor(recorded: RecordedRun, control: RunControl) {
    this.#recorded = recorded;
    const { store, run } = recorded;
    this.#timers = [
      // A disk that is full or busy must not end a run: the next beat comes soon.
      setInterval(() => ignoringFailure(() => this.#beat()), BEAT_MS).unref(),
      setInterval(() => {
        ignoringFailure(() => {
          const request = store.processes.requested(run);
          if (!request) return;
          control[request]();
          store.processes.heeded(run, request);
        });
      }, ASK_MS).unref(),
    ];
  }

  /** Notes how far the run is. */
  heard(message: RunMessage): void {
    const isProgress = ['training', 'step', 'evaluation', 'reconstruction'].includes(message.kind);
    if (isProgress) this.#progress = message;
    const { store, run } = this.#recorded;
    if (message.kind === 'pause') ignoringFailure(() => store.processes.pause(run, message.isPaused));
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    ignoringFailure(() => this.#beat());
  }

  #beat(): void {
    const { store, run } = this.#recorded;
    const progress = this.#progress && JSON.stringify(this.#progress);
    store.processes.beat(run, { progress, memory: process.memoryUsage.rss() });
    this.#progress = undefined;
  }
}

function ignoringFailure(action: () => void): void {
  try {
    action();
  } catch {
    // What matters of a run is written elsewhere, with patience.
  }
}
