import { setTimeout as sleep } from 'node:timers/promises';
import { type Store, thisProcess } from '../store/index.ts';
import { messageOf } from '../util/errors.ts';
import { refusal, thisMachine } from './admission.ts';
import type { RunMessage } from './messages.ts';
import type { RunOrder } from './order.ts';
import { enqueueNew, enqueueRun, type RecordedRun } from './recorded-run.ts';
import { LostProcess, RunChild, type RunChildOptions, type RunEnding } from './run-child.ts';

/** How often a run that waits looks whether it may start, in milliseconds. */
const WAIT_MS = 500;

/** How a run is started. */
export interface StartRunOptions {
  /** Where it is recorded; nowhere by default. */
  readonly store?: Store | undefined;
  /** The number of a run that goes on; a new one by default. */
  readonly resume?: number | undefined;
  /** Start whatever else is running. */
  readonly now?: boolean | undefined;
  /** Ends the waiting: the run is then stopped before it has begun. */
  readonly signal?: AbortSignal | undefined;
  readonly onMessage: (message: RunMessage) => void;
}

/** A run in a process of its own, as whoever started it sees it. It stops, gracefully, when that process ends. */
export interface StartedRun {
  /** Its number, where it is recorded. */
  readonly run: number | undefined;
  /** Rejects where it fails, with the error of its process. */
  readonly ended: Promise<RunEnding>;
  pause(): void;
  continue(): void;
  /** After the current step; what was finished is kept. */
  stop(): void;
  /** At once, without results. */
  leave(): Promise<void>;
}

/**
 * Runs a study in a process of its own, as soon as there is room for it.
 *
 * @returns nothing where it left the queue before its turn
 * @throws InputError where the study or a run that is to go on does not fit.
 * @example
 * const run = await startRun(order, { store, onMessage: (message) => console.log(message) });
 * const { ending, folder } = await run.ended;
 */
export async function startRun(
  order: RunOrder,
  { store, resume, now = false, signal, onMessage }: StartRunOptions,
): Promise<StartedRun | undefined> {
  if (!store) return handle(undefined, new RunChild({ order, isDetached: false, onMessage }));
  const run = resume ?? enqueueNew(store, order);
  if (resume !== undefined) enqueueRun(store, run, order);
  const recorded = { store, run };
  if (!(await turnOf(recorded, { now, signal, onMessage }))) return undefined;
  return handle(run, startProcess(recorded, { order, isDetached: false, onMessage }));
}

/** Waits until a run may start. @returns whether it may; not where it was taken out of the queue, by whomever */
async function turnOf(
  { store, run }: RecordedRun,
  { now, signal, onMessage }: Pick<StartRunOptions, 'now' | 'signal' | 'onMessage'>,
): Promise<boolean> {
  let told = '';
  while (!signal?.aborted) {
    store.findLost();
    const { status, isTrashed } = await store.runs.get(run);
    if (status !== 'queued' || isTrashed) return false;
    const reason = admit({ store, run }, now);
    if (reason === undefined) return true;
    if (reason !== told) onMessage({ kind: 'waiting', reason });
    told = reason;
    await sleep(WAIT_MS, undefined, { ...(signal && { signal }) }).catch(() => undefined);
  }
  store.processes.cancel(run);
  return false;
}

/** Lets a run start where there is room. @returns why not, where there is none */
export function admit({ store, run }: RecordedRun, now = false): string | undefined {
  const machine = thisMachine();
  return store.processes.admit(run, thisProcess(), (active) =>
    now ? undefined : refusal(run, active, machine),
  );
}

/**
 * Starts the process of a run that was let start. Where that fails, or the process ends without a word, the store learns
 * of it.
 */
export function startProcess(
  { store, run }: RecordedRun,
  options: Omit<RunChildOptions, 'record'>,
): RunChild {
  const record = { workspace: store.folder, run, from: process.pid };
  try {
    const child = new RunChild({ ...options, record });
    child.ended.catch((error: unknown) => noteFailure({ store, run }, error, child.pid));
    return child;
  } catch (error) {
    noteFailure({ store, run }, error);
    throw error;
  }
}

function noteFailure({ store, run }: RecordedRun, error: unknown, child = process.pid): void {
  const status = error instanceof LostProcess ? 'lost' : 'failed';
  try {
    store.processes.end(run, status, messageOf(error), [process.pid, child]);
  } catch {
    // Where the store cannot be written now, it is found later that the run's process has ended.
  }
}

function handle(run: number | undefined, child: RunChild): StartedRun {
  return {
    run,
    ended: child.ended,
    pause: () => child.tell({ kind: 'pause' }),
    continue: () => child.tell({ kind: 'continue' }),
    stop: () => child.tell({ kind: 'stop' }),
    leave: () => child.leave(),
  };
}
