import { extname, join } from 'node:path';
import { invariant } from '../../util/errors.ts';
import { ReaderChild } from './reader-child.ts';
import type { ReaderTask } from './reader-task.ts';

/** How a pool of processes that read is made. */
export interface ReaderPoolOptions {
  /** How many processes at most; 2 by default. */
  readonly processes?: number;
  /** How long a task may give no sign of life, in milliseconds; 60,000 by default. */
  readonly patienceMs?: number;
  /** Stops everything at once. */
  readonly signal?: AbortSignal | undefined;
  /** The module that the processes run; ours by default. */
  readonly script?: string;
}

/** A process that takes more than this at rest is replaced, in bytes: its memory would be held against the next file. */
const MOST_AT_REST = 160 * 2 ** 20;

/**
 * Processes that read untrusted files. Whatever a file does to one, the others go on, a new one takes its place, and
 * what is told is one line that names the file.
 *
 * @example
 * using pool = new ReaderPool();
 * const { header, statistics, hash } = await pool.run(inspect, { path: 'brain.nii.gz' });
 */
export class ReaderPool {
  /** How many tasks can run at the same time. */
  readonly processes: number;
  readonly #options: ReaderPoolOptions;
  readonly #all = new Set<ReaderChild>();
  readonly #idle: ReaderChild[] = [];
  readonly #waiting: (() => void)[] = [];
  #closed = false;

  constructor(options: ReaderPoolOptions = {}) {
    this.processes = options.processes ?? 2;
    this.#options = options;
  }

  /**
   * Runs a task as soon as a process is free.
   *
   * @param where the file, for errors.
   * @param onProgress told now and then how much of the task is done, from 0 to 1.
   * @throws InputError where a file is refused or does harm; the signal's reason when stopped.
   */
  async run<Argument, Result>(
    task: ReaderTask<Argument, Result>,
    argument: Argument,
    where: string,
    onProgress?: (share: number) => void,
  ): Promise<Result> {
    const { patienceMs = 60_000, signal } = this.#options;
    const child = await this.#acquire();
    try {
      const result = await child.run({ task: task.name, argument, where, patienceMs, signal, onProgress });
      return task.result.parse(result);
    } finally {
      this.#release(child);
    }
  }

  /** Ends all processes, and everything that waits for one. */
  close(): void {
    this.#closed = true;
    for (const child of this.#all) child.kill();
    this.#all.clear();
    this.#idle.length = 0;
    this.#wakeAll();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #acquire(): Promise<ReaderChild> {
    while (this.#idle.length === 0 && this.#all.size >= this.processes) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      if (this.#options.signal?.aborted) this.#wakeAll();
    }
    this.#options.signal?.throwIfAborted();
    invariant(!this.#closed, 'a closed pool reads nothing');
    return this.#idle.pop() ?? this.#start();
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #start(): ReaderChild {
    const child = new ReaderChild(this.#options.script ?? ourScript());
    this.#all.add(child);
    return child;
  }

  #release(child: ReaderChild): void {
    if (child.resident > MOST_AT_REST) child.kill();
    if (child.running && this.#all.has(child)) this.#idle.push(child);
    else this.#all.delete(child);
    this.#waiting.shift()?.();
  }
}

/** The module beside this one: a source here, compiled in the published package. */
function ourScript(): string {
  return join(import.meta.dirname, `reader-process${extname(import.meta.filename)}`);
}
