import { extname, join } from 'node:path';
import { ReaderPool } from '../../data/node.ts';
import type { ReaderTask } from '../../data/reading/reader-task.ts';

/** Reads that wait are read by so many processes. */
const PROCESSES = 2;

/** How long processes wait for something to read, in milliseconds. */
const REST_MS = 60_000;

/**
 * Processes that read untrusted files for people who wait: what was asked for last comes first, and what nobody waits
 * for any longer is not read at all.
 */
export class Readers {
  readonly #options: { readonly processes: number; readonly script: string };
  #pool: ReaderPool | undefined;
  #rest: NodeJS.Timeout | undefined;
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /** @param script the module that the processes run; ours by default */
  constructor({ processes = PROCESSES, script = ourScript() } = {}) {
    this.#options = { processes, script };
    this.#free = processes;
  }

  /**
   * What the task gives.
   *
   * @throws InputError where the file is refused or does harm; the signal's reason where nobody waits any longer.
   */
  run<Argument, Result>(
    task: ReaderTask<Argument, Result>,
    argument: Argument,
    where: string,
    signal?: AbortSignal,
  ): Promise<Result> {
    return this.runLate(task, () => argument, where, signal);
  }

  /** The same, with an argument that is made when its turn has come. */
  async runLate<Argument, Result>(
    task: ReaderTask<Argument, Result>,
    argument: () => Argument,
    where: string,
    signal?: AbortSignal,
  ): Promise<Result> {
    await this.#turn();
    try {
      signal?.throwIfAborted();
      this.#pool ??= new ReaderPool(this.#options);
      return await this.#pool.run(task, argument(), where);
    } finally {
      const next = this.#waiting.pop();
      if (next) next();
      else this.#leave();
    }
  }

  /** Ends all processes. */
  close(): void {
    clearTimeout(this.#rest);
    this.#pool?.close();
    this.#pool = undefined;
  }

  /** When nothing has been read for a while, the processes go: each takes a hundred megabytes. */
  #leave(): void {
    this.#free++;
    clearTimeout(this.#rest);
    if (this.#free === this.#options.processes) this.#rest = setTimeout(() => this.close(), REST_MS).unref();
  }

  #turn(): Promise<void> | undefined {
    clearTimeout(this.#rest);
    if (this.#free === 0) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#free--;
    return undefined;
  }
}

/** The module beside this one: a source here, compiled in the published package. */
function ourScript(): string {
  return join(import.meta.dirname, `reader-process${extname(import.meta.filename)}`);
}
