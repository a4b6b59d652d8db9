import { join } from 'node:path';
import { type RunRequest, type Store, thisProcess } from '../store/index.ts';
import { messageOf } from '../util/errors.ts';
import { refusal, thisMachine } from './admission.ts';
import { failureOf } from './failure.ts';
import type { RunMessage } from './messages.ts';
import { orderOfRun, type RunOrder } from './order.ts';
import { enqueueNew, enqueueRun } from './recorded-run.ts';
import type { RunChild } from './run-child.ts';
import { admit, startProcess } from './start-run.ts';

/** How a queue works. */
export interface QueueOptions {
  /** How often it looks whether the next run may start, in milliseconds; 500 by default. */
  readonly everyMs?: number;
}

/** Told of a run while it lasts. */
export type RunListener = (run: number, message: RunMessage) => void;

/**
 * Runs that nobody waits for in a terminal: they start one after the other as soon as there is room, in processes that
 * go on when the one with the queue ends. What then still waits is taken over by the next queue of the workspace.
 *
 * @example
 * const queue = new Queue(store);
 * queue.onMessage((run, message) => console.log(run, message));
 * const run = await queue.enqueue({ text, folder: '.', from: process.cwd(), device: 'auto' });
 */
export class Queue {
  readonly #store: Store;
  readonly #children = new Map<number, RunChild>();
  readonly #listeners = new Set<RunListener>();
  readonly #timer: NodeJS.Timeout;
  readonly #told = new Map<number, string>();
  #isClosed = false;

  constructor(store: Store, { everyMs = 500 }: QueueOptions = {}) {
    this.#store = store;
    this.#timer = setInterval(() => void this.#look(), everyMs);
    void this.#look();
  }

  /**
   * Puts a new run at the end of the queue.
   *
   * @returns its number
   * @throws InputError that names everything that is wrong with the study.
   */
  async enqueue(order: RunOrder): Promise<number> {
    const run = enqueueNew(this.#store, order, true);
    await this.#look();
    return run;
  }

  /**
   * Puts a run that was stopped, failed or lost at the end of the queue; it goes on where it was, to a new folder.
   *
   * @throws InputError where it is another.
   */
  async resume(run: number): Promise<void> {
    const { out: _, ...order } = await orderOfRun(this.#store, run);
    enqueueRun(this.#store, run, order, true);
    await this.#look();
  }

  /** Takes a run out of the queue. @returns whether it was in it */
  cancel(run: number): boolean {
    return this.#store.processes.cancel(run);
  }

  /** Lets a run wait between two steps, whoever started it. @throws InputError where it is not running. */
  pause(run: number): void {
    this.#ask(run, 'pause');
  }

  /** Lets a paused run go on. @throws InputError where it is not running. */
  continue(run: number): void {
    this.#ask(run, 'continue');
  }

  /** Stops a run after its current step, or takes it out of the queue. @throws InputError where it is neither. */
  stop(run: number): void {
    if (!this.cancel(run)) this.#ask(run, 'stop');
  }

  /** Tells of all runs that this queue has started. @returns a function that ends that */
  onMessage(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Why a run of this queue has not started yet. */
  reasonToWait(run: number): string | undefined {
    return this.#told.get(run);
  }

  /** Starts nothing more. What runs goes on, and what waits is taken over by another queue. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    for (const child of this.#children.values()) child.release();
    this.#children.clear();
    this.#listeners.clear();
  }

  #ask(run: number, request: RunRequest): void {
    this.#store.findLost();
    this.#store.processes.request(run, request);
    this.#children.get(run)?.tell({ kind: request });
  }

  /** Where the store is busy or its disk full, the next look comes soon. */
  async #look(): Promise<void> {
    await this.#advance().catch(() => undefined);
  }

  /** Starts what may start, in the order in which it came. */
  async #advance(): Promise<void> {
    this.#store.findLost();
    this.#store.processes.adopt(thisProcess());
    const active = this.#store.processes.active();
    const machine = thisMachine();
    for (const { run, status, waitsOn, process: owner } of active) {
      if (status !== 'queued' || !waitsOn || owner?.pid !== process.pid) continue;
      const reason = refusal(run, active, machine);
      if (reason === undefined) await this.#try(run);
      else this.#waits(run, reason);
    }
  }

  /** Starts a run for which there seems to be room, unless others were faster. */
  async #try(run: number): Promise<void> {
    const order = await orderOfRun(this.#store, run).catch((error: unknown) => {
      this.#store.processes.refuse(run, messageOf(error));
      this.#tell(run, { kind: 'failed', failure: failureOf(error) });
    });
    if (!order || this.#isClosed) return;
    const reason = admit({ store: this.#store, run });
    if (reason === undefined) this.#start(run, order);
    else this.#waits(run, reason);
  }

  #waits(run: number, reason: string): void {
    if (this.#told.get(run) !== reason) this.#tell(run, { kind: 'waiting', reason });
  }

  #start(run: number, order: RunOrder): void {
    const log = join(this.#store.folderOf(run), 'log.txt');
    const onMessage = (message: RunMessage) => this.#tell(run, message);
    const child = startProcess({ store: this.#store, run }, { order, isDetached: true, log, onMessage });
    this.#told.delete(run);
    this.#children.set(run, child);
    void child.ended.catch(() => undefined).then(() => this.#children.delete(run));
  }

  #tell(run: number, message: RunMessage): void {
    if (message.kind === 'waiting') this.#told.set(run, message.reason);
    for (const listener of this.#listeners) listener(run, message);
  }
}
