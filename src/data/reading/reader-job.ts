import { InputError } from '../../util/errors.ts';
import { SPARE_BYTES } from './reader-messages.ts';
import { residentOf } from './resident-memory.ts';

/** What is done by a process that reads, and with what. */
export interface ReaderJob {
  readonly task: string;
  readonly argument: unknown;
  /** The file, for errors. */
  readonly where: string;
  /** How long it may give no sign of life, in milliseconds. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Told how much is done, from 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** A job under way: when it was heard of last, and what memory it may take. */
export class RunningJob {
  readonly result: Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly #job: ReaderJob;
  #heard = performance.now();
  #allowance = SPARE_BYTES;

  constructor(job: ReaderJob) {
    this.#job = job;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    [this.result, this.resolve, this.reject] = [promise, resolve, reject];
  }

  /** Takes in a sign of life. */
  heard({ allowance, share }: { readonly allowance: number; readonly share: number }): void {
    this.#heard = performance.now();
    this.#allowance = allowance;
    this.#job.onProgress?.(share);
  }

  /** Why the process of that number has to be ended, if it has to be. */
  trouble(pid: number | undefined): InputError | undefined {
    const { patienceMs } = this.#job;
    if (performance.now() - this.#heard > patienceMs) {
      return this.#harm('one that is read in time', `no progress for ${patienceMs / 1000} s`);
    }
    // Where the system does not tell, only the process itself looks.
    if (residentOf(pid) <= this.#allowance) return undefined;
    const taken = `one that takes more than ${Math.round(this.#allowance / 2 ** 20)} MiB`;
    return this.#harm('a file that takes as much memory as it declares', taken);
  }

  /** What to say of a file of which its process has died. */
  death(how: string): InputError {
    return this.#harm('a whole file', `one of which its reader dies (${how})`);
  }

  #harm(expected: string, received: string): InputError {
    const remedy = 'It may be damaged, or made to do harm: leave it out.';
    return new InputError({ where: this.#job.where, expected, received, remedy });
  }
}
