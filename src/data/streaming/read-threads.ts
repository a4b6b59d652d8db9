import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError } from '../../util/errors.ts';
import type { ReadReply, ReadRequest, ThreadSettings } from './read-messages.ts';
import type { ReadPlan } from './read-plan.ts';

/** More threads than this seldom help: the disk is busy. */
const MOST_THREADS = 4;

/**
 * Threads that read inputs. They start when something is to be read, end when they are released, and keep no program
 * alive that waits for nothing else.
 */
export class ReadThreads {
  readonly #settings: ThreadSettings;
  readonly #most: number;
  #threads: ReadThread[] = [];

  /** All processors but one by default, and at most four. */
  constructor(
    settings: ThreadSettings,
    threads = Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1)),
  ) {
    this.#settings = settings;
    this.#most = threads;
  }

  /** @throws InputError that names the item and its file. */
  read(plan: ReadPlan): Promise<Float32Array> {
    this.#threads = this.#threads.filter(({ isAlive }) => isAlive);
    const [least] = this.#threads.toSorted((a, b) => a.load - b.load);
    if (least && (least.load === 0 || this.#threads.length >= this.#most)) return least.read(plan);
    const thread = new ReadThread(this.#settings);
    this.#threads.push(thread);
    return thread.read(plan);
  }

  /** Ends all threads when they have done what they were asked for. */
  async release(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.end()));
  }
}

/** What someone waits for. */
interface Waiting {
  readonly plan: ReadPlan;
  readonly resolve: (input: Float32Array) => void;
  readonly reject: (error: InputError) => void;
}

class ReadThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #alive = true;
  #whenIdle: (() => void) | undefined;

  constructor(settings: ThreadSettings) {
    const script = join(import.meta.dirname, `read-thread${extname(import.meta.filename)}`);
    this.#worker = new Worker(script, { workerData: settings, execArgv: [] });
    this.#worker.on('message', (reply: ReadReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#fail(`a thread that fails on it (${error.message})`));
    this.#worker.on('exit', () => this.#fail('a thread that ended while it read'));
    this.#worker.unref();
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  /** How many inputs are still to be read. */
  get load(): number {
    return this.#waiting.size;
  }

  read(plan: ReadPlan): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      const request: ReadRequest = { id: this.#next++, plan };
      this.#waiting.set(request.id, { plan, resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage(request);
    });
  }

  async end(): Promise<void> {
    if (this.load > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    }
    this.#alive = false;
    await this.#worker.terminate();
  }

  #settle(reply: ReadReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('input' in reply) waiting?.resolve(reply.input);
    else waiting?.reject(new InputError(reply.complaint));
    if (this.load === 0) this.#rest();
  }

  #fail(received: string): void {
    this.#alive = false;
    for (const { plan, reject } of this.#waiting.values()) {
      const where = `item ${plan.item}, ${plan.files[0]}`;
      reject(new InputError({ where, expected: 'a file that can be read', received }));
    }
    this.#waiting.clear();
    this.#rest();
  }

  #rest(): void {
    this.#worker.unref();
    this.#whenIdle?.();
  }
}
