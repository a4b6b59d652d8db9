import { Worker } from 'node:worker_threads';
import type { Seed } from './seed.ts';

/** How long one file may take, and a thread to start, in milliseconds. */
const PATIENCE = 10_000;
const START_PATIENCE = 60_000;
/** How often the thread is looked at. */
const LOOK = 100;

const MEMORY_MIB = 1024;
/** More failures say nothing new. */
const MOST_FAILURES = 50;

/** What is to be fuzzed, and for how long. */
export interface FuzzOrder {
  readonly format: string;
  readonly seeds: readonly Seed[];
  /** Of the random damage. */
  readonly seed: number;
  /** The numbers of the cases, from the first one up to, not including, the last. */
  readonly first: number;
  readonly last: number;
  /** How long cases are tried, in milliseconds; the last one is finished. */
  readonly limit: number;
}

/** A case that went wrong. */
export interface Failure {
  readonly number: number;
  readonly what: string;
}

/** What became of the damaged files. */
export interface FuzzReport {
  readonly read: number;
  readonly refused: number;
  readonly failures: readonly Failure[];
}

/** Reads damaged files of one format until all are done or the time is up. A thread that hangs or dies is replaced. */
export async function fuzzFormat(order: FuzzOrder): Promise<FuzzReport> {
  const clock = new Int32Array(new SharedArrayBuffer(16));
  const failures: Failure[] = [];
  let [left, first] = [order.limit, order.first];
  while (first < order.last && left > 0 && failures.length < MOST_FAILURES) {
    const thread = new FuzzThread({ ...order, first, limit: left }, clock, failures);
    left -= await thread.ended;
    first = Math.max(first, clock[0] ?? 0) + 1;
  }
  return { read: clock[1] ?? 0, refused: clock[2] ?? 0, failures };
}

/** One thread, from a case on: until all are done, the time is up, or one goes wrong. */
class FuzzThread {
  /** How long cases were tried. */
  readonly ended: Promise<number>;
  readonly #order: FuzzOrder;
  readonly #clock: Int32Array<SharedArrayBuffer>;
  readonly #failures: Failure[];
  readonly #worker: Worker;
  readonly #timer: NodeJS.Timeout;
  readonly #finish: (tried: number) => void;
  #begun: number | undefined;
  #since = Date.now();
  #seen = -1;

  constructor(order: FuzzOrder, clock: Int32Array<SharedArrayBuffer>, failures: Failure[]) {
    const { promise, resolve } = Promise.withResolvers<number>();
    [this.ended, this.#finish] = [promise, resolve];
    [this.#order, this.#clock, this.#failures] = [order, clock, failures];
    const last = Math.min(order.last, Number.MAX_SAFE_INTEGER);
    this.#worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: { ...order, last, clock: clock.buffer },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    });
    this.#timer = setInterval(() => this.#look(), LOOK);
    this.#worker.on('message', (message: 'ready' | Failure) => this.#hear(message));
    this.#worker.once('error', (error) => this.#settle(`dies: ${error}`));
    this.#worker.once('exit', () => this.#settle());
  }

  #hear(message: 'ready' | Failure): void {
    if (message === 'ready') [this.#begun, this.#since] = [Date.now(), Date.now()];
    else this.#failures.push(message);
  }

  #look(): void {
    const [now, number] = [Date.now(), this.#clock[0] ?? 0];
    if (number !== this.#seen) [this.#seen, this.#since] = [number, now];
    const patience = this.#begun === undefined ? START_PATIENCE : PATIENCE;
    if (now - this.#since > patience) this.#settle(`hangs for ${patience / 1000} s`);
    // the thread stops between cases: ended from outside amid WebAssembly, it can take the process with it
    if (this.#begun !== undefined && now - this.#begun > this.#order.limit) Atomics.store(this.#clock, 3, 1);
  }

  #settle(what?: string): void {
    clearInterval(this.#timer);
    if (what !== undefined) this.#failures.push({ number: this.#clock[0] ?? 0, what });
    void this.#worker.terminate().then(() => this.#finish(Date.now() - (this.#begun ?? Date.now())));
  }
}
