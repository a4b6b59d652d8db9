import type { Queue } from '../runner/index.ts';
import type { Run, RunWatch, Store } from '../store/index.ts';

/** How often the store is looked at while someone listens, in milliseconds. */
const LOOK_MS = 500;

/** Of more changed runs than this, people ask for the list. */
const MOST_ROWS = 200;

/** What a listening page is told. */
export type FeedEvent =
  /** Runs that are new or not as they were; `gone` has the numbers of those that are no more. */
  | { readonly kind: 'runs'; readonly runs: readonly Run[]; readonly gone: readonly number[] }
  /** So many runs have changed that the list is better asked for anew. */
  | { readonly kind: 'all' }
  /** How far a run at work is: JSON, as its process tells it. */
  | { readonly kind: 'progress'; readonly run: number; readonly progress: string }
  /** Why a run in the queue has not started yet. */
  | { readonly kind: 'waiting'; readonly run: number; readonly reason: string }
  /** Runs at work that may have measured something. */
  | { readonly kind: 'measured'; readonly runs: readonly number[] };

type Listener = (event: FeedEvent) => void;

/**
 * Tells all listening pages what changes in a store, whoever changes it, and at once what the queue's own runs tell; looks
 * only while someone listens.
 */
export class EventFeed {
  readonly #store: Store;
  readonly #listeners = new Set<Listener>();
  readonly #queue: Queue;
  readonly #leaveQueue: () => void;
  #timer: NodeJS.Timeout | undefined;
  #watch: RunWatch | undefined;
  #isLooking = false;

  constructor(store: Store, queue: Queue) {
    this.#store = store;
    this.#queue = queue;
    this.#leaveQueue = queue.onMessage((run, message) => {
      if (message.kind === 'waiting') this.#send({ kind: 'waiting', run, reason: message.reason });
      else this.#send({ kind: 'progress', run, progress: JSON.stringify(message) });
    });
  }

  /** How far the runs at work are, and why others wait, as far as that was told before. */
  now(): FeedEvent[] {
    if (this.#store.damage !== undefined) return [];
    return this.#store.processes.active().flatMap(({ run, status }): FeedEvent[] => {
      const { progress } = this.#store.processes.notes(run);
      const reason = this.#queue.reasonToWait(run);
      if (status === 'queued') return reason === undefined ? [] : [{ kind: 'waiting', run, reason }];
      return progress === undefined ? [] : [{ kind: 'progress', run, progress }];
    });
  }

  /** @returns what ends it */
  listen(listener: Listener): () => void {
    // Nothing changes in a damaged store, which may not even be looked at.
    if (this.#store.damage === undefined) this.#watch ??= this.#store.watch();
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => void this.look(), LOOK_MS).unref();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#rest();
    };
  }

  /** Looks now. */
  async look(): Promise<void> {
    if (this.#isLooking || !this.#watch) return;
    this.#isLooking = true;
    try {
      this.#store.findLost();
      const change = this.#watch.look();
      if (change) await this.#tell(change.runs, change.active);
    } catch {
      // A store that cannot be read now is looked at again.
    } finally {
      this.#isLooking = false;
    }
  }

  close(): void {
    this.#leaveQueue();
    this.#rest();
  }

  #rest(): void {
    clearInterval(this.#timer);
    [this.#timer, this.#watch] = [undefined, undefined];
  }

  async #tell(changed: readonly number[], active: readonly number[]): Promise<void> {
    if (changed.length > MOST_ROWS) this.#send({ kind: 'all' });
    else if (changed.length > 0) this.#send(await this.#rows(changed));
    for (const run of active.filter((id) => changed.includes(id))) {
      const { progress } = this.#store.processes.notes(run);
      if (progress !== undefined) this.#send({ kind: 'progress', run, progress });
    }
    if (active.length > 0) this.#send({ kind: 'measured', runs: active });
  }

  async #rows(changed: readonly number[]): Promise<FeedEvent> {
    const rows = await Promise.all(changed.map((id) => this.#store.runs.get(id).catch(() => id)));
    return {
      kind: 'runs',
      runs: rows.filter((row) => typeof row !== 'number'),
      gone: rows.filter((row) => typeof row === 'number'),
    };
  }

  #send(event: FeedEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
