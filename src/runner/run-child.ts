import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { residentOf } from '../data/reading/resident-memory.ts';
import { InputError } from '../util/errors.ts';
import { errorOf, failureOf } from './failure.ts';
import { TOLERANCE, tooMuchMemory } from './memory-limit.ts';
import { type Command, type RunMessage, runMessageSchema } from './messages.ts';
import type { RunOrder } from './order.ts';

/** How often what a run's process takes is looked at from outside, in milliseconds. */
const LOOK_MS = 1000;
/** How long a process that is to leave at once may tidy up, in milliseconds. */
const LEAVE_MS = 1500;

/** How a run's process is started. */
export interface RunChildOptions {
  readonly order: RunOrder;
  /** Where the run is recorded, and the process that was let start it. */
  readonly record?: { readonly workspace: string; readonly run: number; readonly from: number } | undefined;
  /** Whether it goes on when this process ends. */
  readonly isDetached: boolean;
  /** A file for what it writes; it writes to our standard error by default. */
  readonly log?: string | undefined;
  readonly onMessage: (message: RunMessage) => void;
}

/** How a run has ended. */
export type RunEnding = Omit<Extract<RunMessage, { kind: 'ended' }>, 'kind'>;

/** The process of a run, seen from outside. Signals of the terminal do not reach it. */
export class RunChild {
  /** Rejects where it failed, or its process ended without a word. */
  readonly ended: Promise<RunEnding>;
  readonly #process: ChildProcess;
  readonly #options: RunChildOptions;
  readonly #end = Promise.withResolvers<RunEnding>();
  readonly #timer: NodeJS.Timeout;
  #last: Extract<RunMessage, { kind: 'ended' | 'failed' }> | undefined;
  #trouble: InputError | undefined;

  constructor(options: RunChildOptions) {
    this.#options = options;
    this.ended = this.#end.promise;
    this.#process = start(options);
    this.#process.on('message', (raw) => this.#hear(raw));
    this.#process.on('error', (error) => {
      clearInterval(this.#timer);
      this.#end.reject(error);
    });
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
    this.#process.on('exit', (code, signal) => {
      clearInterval(this.#timer);
      const end = () => this.#exited(signal ?? `exit code ${code}`);
      // What it said last may still be on its way.
      if (this.#process.connected) this.#process.once('disconnect', end);
      else end();
    });
    const { order, record, isDetached } = options;
    this.tell({ kind: 'order', order, record, isDetached });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  tell(command: Command): void {
    if (this.#process.connected) this.#process.send(command, () => undefined);
  }

  /** Ends it at once, without results. @returns when it has ended */
  async leave(): Promise<void> {
    this.tell({ kind: 'leave' });
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), LEAVE_MS);
    await this.ended.catch(() => undefined);
    clearTimeout(timer);
  }

  /** Ends it as it stands. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  /** Leaves it alone: nothing more is heard of it, and this process may end. */
  release(): void {
    clearInterval(this.#timer);
    for (const event of ['message', 'exit', 'disconnect']) this.#process.removeAllListeners(event);
    if (this.#process.connected) this.#process.disconnect();
    this.#process.unref();
  }

  /** A program that was replaced while this one ran may say what this one does not know: that is passed over. */
  #hear(raw: unknown): void {
    const message = runMessageSchema.safeParse(raw).data;
    if (!message) return;
    if (message.kind === 'ended' || message.kind === 'failed') this.#last = message;
    this.#options.onMessage(message);
  }

  #look(): void {
    const limit = this.#options.order.memory;
    const taken = limit === undefined ? 0 : residentOf(this.#process.pid);
    if (limit === undefined || taken <= TOLERANCE * limit) return;
    this.#trouble = tooMuchMemory(limit, taken);
    this.kill();
  }

  #exited(how: string): void {
    if (this.#last?.kind === 'ended') {
      const { kind: _, ...ending } = this.#last;
      this.#end.resolve(ending);
    } else if (this.#last) this.#end.reject(errorOf(this.#last.failure));
    else this.#died(this.#trouble ?? new LostProcess(this.#options.record?.run, how));
  }

  #died(error: Error): void {
    this.#options.onMessage({ kind: 'failed', failure: failureOf(error) });
    this.#end.reject(error);
  }
}

/** A run's process has ended without a word. */
export class LostProcess extends InputError {
  constructor(run: number | undefined, how: string) {
    super({
      where: run === undefined ? 'the run' : `run ${run}`,
      expected: 'a process that says how it ends',
      received: `one that died (${how})`,
      remedy:
        run === undefined
          ? 'Something else ended it, or the memory was full.'
          : `Something else ended it, or the memory was full. Go on with: echotrain runs resume ${run}`,
    });
  }
}

/** A process in a group and session of its own. */
function start({ order, log }: RunChildOptions): ChildProcess {
  const output = log === undefined ? undefined : openLog(log);
  try {
    return fork(ourScript(), [], {
      cwd: order.from,
      detached: true,
      execArgv: [],
      serialization: 'advanced',
      stdio:
        output === undefined ? ['ignore', 'ignore', 'inherit', 'ipc'] : ['ignore', output, output, 'ipc'],
    });
  } finally {
    if (output !== undefined) closeSync(output);
  }
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openSync(path, 'a', 0o600);
}

/** The module beside this one: a source here, compiled in the published package. */
function ourScript(): string {
  return join(import.meta.dirname, `run-process${extname(import.meta.filename)}`);
}
