import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { InputError, invariant } from '../../util/errors.ts';
import { type ReaderReply, readerReply, SPARE_BYTES } from './reader-messages.ts';

/** The most that JavaScript's own objects may take in a process that reads, in MiB; arrays lie beside them. */
const MOST_OBJECTS_MIB = 1024;
/** How often a process that reads is looked at. */
const LOOK_MS = 100;

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

/** One process that reads, seen from outside: it does one job at a time, and may die of it. */
export class ReaderChild {
  readonly #process: ChildProcess;
  #running = true;
  #resident = 0;

  constructor(script: string) {
    const debug = process.env.ECHOTRAIN_DEBUG ? 'inherit' : 'ignore';
    this.#process = fork(script, [], {
      execArgv: [`--max-old-space-size=${MOST_OBJECTS_MIB}`, '--expose-gc'],
      stdio: ['ignore', 'ignore', debug, 'ipc'],
      serialization: 'advanced',
    });
    this.#process.on('error', () => this.kill());
    this.#process.on('exit', () => {
      this.#running = false;
    });
  }

  /** Whether it lives. */
  get running(): boolean {
    return this.#running;
  }

  /** How much memory it took after its last job, in bytes. */
  get resident(): number {
    return this.#resident;
  }

  /** Ends it at once. */
  kill(): void {
    this.#running = false;
    this.#process.kill('SIGKILL');
  }

  /**
   * What the task gives.
   *
   * @throws InputError where it refuses a file, dies, gives no sign of life or takes too much memory; the signal's
   * reason when stopped.
   */
  run(job: ReaderJob): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const watch = new Watch(job);
      const end = (failure: unknown, dead: boolean) => {
        if (dead) this.kill();
        cleanUp();
        reject(failure);
      };
      const onMessage = (message: unknown) => {
        const reply = readerReply.parse(message);
        if (reply.kind === 'progress') return watch.heard(reply);
        this.#resident = reply.resident;
        if (reply.kind === 'refused') return end(refusal(reply), false);
        cleanUp();
        return resolve(reply.result);
      };
      const onExit = (code: number | null, signal: string | null) => end(watch.death(code, signal), true);
      const onAbort = () => end(job.signal?.reason, true);
      const timer = setInterval(() => {
        const trouble = watch.trouble(this.#process.pid);
        if (trouble) end(trouble, true);
      }, LOOK_MS);
      const cleanUp = () => {
        clearInterval(timer);
        this.#process.off('message', onMessage).off('exit', onExit);
        job.signal?.removeEventListener('abort', onAbort);
      };
      this.#process.on('message', onMessage).on('exit', onExit);
      job.signal?.addEventListener('abort', onAbort);
      const { task, argument, where } = job;
      this.#process.send({ task, argument, where }, (error) => {
        if (error) end(watch.death(null, null), true);
      });
    });
  }
}

function refusal({ complaint }: Extract<ReaderReply, { kind: 'refused' }>): InputError {
  const { remedy, ...others } = complaint;
  return new InputError({ ...others, ...(remedy !== undefined && { remedy }) });
}

/** What is known of a job under way, and what is wrong with it. */
class Watch {
  readonly #job: ReaderJob;
  #heard = performance.now();
  #allowance = SPARE_BYTES;

  constructor(job: ReaderJob) {
    this.#job = job;
  }

  heard({ allowance, share }: { readonly allowance: number; readonly share: number }): void {
    this.#heard = performance.now();
    this.#job.onProgress?.(share);
    this.#allowance = allowance;
  }

  /** Why the job has to be ended, if it has to be. */
  trouble(pid: number | undefined): InputError | undefined {
    const { patienceMs } = this.#job;
    if (performance.now() - this.#heard > patienceMs) {
      return this.#error('one that is read in time', `no progress for ${patienceMs / 1000} s`);
    }
    if (residentOf(pid) <= this.#allowance) return undefined;
    const taken = `one that takes more than ${Math.round(this.#allowance / 2 ** 20)} MiB`;
    return this.#error('a file that takes as much memory as it declares', taken);
  }

  death(code: number | null, signal: string | null): InputError {
    const how = signal ?? (code === null ? 'no connection' : `exit code ${code}`);
    return this.#error('a whole file', `one of which its reader dies (${how})`);
  }

  #error(expected: string, received: string): InputError {
    const remedy = 'It may be damaged, or made to do harm: leave it out.';
    return new InputError({ where: this.#job.where, expected, received, remedy });
  }
}

/** How much memory a process takes, in bytes, where the system tells (Linux); else 0, and only the process itself looks. */
function residentOf(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return 1024 * Number(kilobytes ?? 0);
  } catch (error) {
    invariant(error instanceof Error, 'the file system throws errors');
    return 0;
  }
}
