import type { FeedEvent } from 'echotrain/server';
import type { RunStatus } from 'echotrain/store';

/** What was last told of each run, how far it is or why it waits, for as long as that is so. */
export class LastTold {
  readonly #last = new Map<number, FeedEvent>();

  /** Of all runs, for who begins to listen. */
  get events(): readonly FeedEvent[] {
    return [...this.#last.values()];
  }

  /** Forgets everything: the server will tell it anew. */
  clear(): void {
    this.#last.clear();
  }

  hear(event: FeedEvent): void {
    if (event.kind === 'progress' || event.kind === 'waiting') this.#last.set(event.run, event);
    if (event.kind === 'all') this.clear();
    if (event.kind !== 'runs') return;
    for (const { id, status } of event.runs) {
      if (this.#last.get(id)?.kind !== toldOf(status)) this.#last.delete(id);
    }
    for (const id of event.gone) this.#last.delete(id);
  }
}

/** What is told of runs of a status. */
function toldOf(status: RunStatus): FeedEvent['kind'] | undefined {
  if (status === 'queued') return 'waiting';
  return status === 'running' || status === 'paused' ? 'progress' : undefined;
}
