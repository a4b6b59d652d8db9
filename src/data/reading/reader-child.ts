import { type ChildProcess, fork } from 'node:child_process';
import { InputError } from '../../util/errors.ts';
import { type ReaderJob, RunningJob } from './reader-job.ts';
import { type ReaderReply, readerReply } from './reader-messages.ts';

/** The most that JavaScript's own objects may take in a process that reads, in MiB; arrays lie beside them. */
const MOST_OBJECTS_MIB = 1024;
/** How often a process that reads is looked at. */
const LOOK_MS = 100;

/** One process that reads, seen from outside: it does one job at a time, and may die of it. */
export class ReaderChild {
  readonly #process: ChildProcess;
  #job: RunningJob | undefined;
  #running = true;
  #ready = false;
  #resident = 0;

  constructor(script: string) {
    const debug = process.env.ECHOTRAIN_DEBUG ? 'inherit' : 'ignore';
    this.#process = fork(script, [], {
      execArgv: [`--max-old-space-size=${MOST_OBJECTS_MIB}`, '--expose-gc'],
      stdio: ['ignore', 'ignore', debug, 'ipc'],
      serialization: 'advanced',
    });
    this.#process.on('message', (message) => this.#hear(readerReply.parse(message)));
    this.#process.on('exit', (code, signal) => this.#died(signal ?? `exit code ${code}`));
    this.#process.on('error', (error) => this.#died(error.message));
  }

  /** Whether it lives. */
  get running(): boolean {
    return this.#running;
  }

  /** How much memory it took after its last job, in bytes. */
  get resident(): number {
    return this.#resident;
  }

  /** Ends it at once; a job under way fails for that reason. */
  kill(reason: unknown = new Error('internal: the process that reads was ended')): void {
    this.#running = false;
    this.#process.kill('SIGKILL');
    this.#job?.reject(reason);
  }

  /**
   * What the task gives.
   *
   * @throws InputError where it refuses a file, dies, gives no sign of life or takes too much memory; the signal's
   * reason when stopped.
   */
  async run(job: ReaderJob): Promise<unknown> {
    const running = new RunningJob(job);
    const timer = setInterval(() => this.#look(running), LOOK_MS);
    const stop = () => this.kill(job.signal?.reason);
    job.signal?.addEventListener('abort', stop);
    this.#job = running;
    try {
      const { task, argument, where } = job;
      if (this.#process.connected) this.#process.send({ task, argument, where });
      return await running.result;
    } finally {
      clearInterval(timer);
      job.signal?.removeEventListener('abort', stop);
      this.#job = undefined;
    }
  }

  #look(job: RunningJob): void {
    const trouble = job.trouble(this.#process.pid);
    if (trouble) this.kill(trouble);
  }

  #hear(reply: ReaderReply): void {
    this.#ready = true;
    if (reply.kind === 'ready') return;
    if (reply.kind === 'progress') {
      this.#job?.heard(reply);
      return;
    }
    this.#resident = reply.resident;
    if (reply.kind === 'done') this.#job?.resolve(reply.result);
    else this.#job?.reject(refusal(reply));
  }

  #died(how: string): void {
    this.#running = false;
    const failure = this.#ready
      ? this.#job?.death(how)
      : new Error(`internal: the process that reads does not start (${how})`);
    this.#job?.reject(failure);
  }
}

function refusal({ complaint }: Extract<ReaderReply, { kind: 'refused' }>): InputError {
  const { remedy, ...others } = complaint;
  return new InputError({ ...others, ...(remedy !== undefined && { remedy }) });
}
