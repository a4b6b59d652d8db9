import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { present } from '../src/util/errors.ts';
import { answers, failure, type Request, type Setting, type Steps } from './protocol.ts';

/** How a contender's process is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** A contender's process, which answers one request at a time. */
export class Contender {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #complaints = '';

  constructor({ file, args, env }: Command) {
    this.#child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.on('error', (error) => {
      this.#complaints += error.message;
    });
    this.#child.stdin?.on('error', () => {}); // a broken pipe shows as a missing answer
    this.#child.stderr?.on('data', (chunk) => {
      this.#complaints = `${this.#complaints}${chunk}`.slice(-2000);
    });
    const input = present(this.#child.stdout, 'standard output');
    this.#lines = createInterface({ input })[Symbol.asyncIterator]();
  }

  /** The fastest setting for a workload. */
  tune(workload: string) {
    return this.#ask({ cmd: 'tune', workload }, answers.tune, 180);
  }

  /** Makes a workload ready. */
  load(workload: string, setting: Setting) {
    return this.#ask({ cmd: 'load', workload, setting }, answers.load);
  }

  /** Runs steps of what was loaded, and fails where a loss is not finite. */
  async run(steps: number): Promise<Steps> {
    const answer = await this.#ask(
      { cmd: 'run', steps },
      answers.run,
      30,
      steps === 1 ? 'a step' : `${steps} steps`,
    );
    if (!answer.losses.every(Number.isFinite)) throw new Error('its loss is not finite');
    return answer;
  }

  /** GFLOP/s of a matrix product. */
  peak() {
    return this.#ask({ cmd: 'peak' }, answers.peak);
  }

  /** The most memory so far. */
  memory() {
    return this.#ask({ cmd: 'memory' }, answers.memory);
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }

  /** Asks, and throws the contender's own reason when it has no answer. */
  async #ask<T>(
    request: Request,
    schema: z.ZodType<T>,
    patience = 30,
    what: string = request.cmd,
  ): Promise<T> {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    const late = setTimeout(() => this.close(), patience * 1000);
    const answer = await this.#answer().finally(() => clearTimeout(late));
    const failed = failure.safeParse(answer);
    if (failed.success) throw new Error(failed.data.error);
    if (answer !== undefined) return schema.parse(answer);
    if (this.#child.killed) throw new Error(`${what} took more than ${patience} s`);
    throw new Error(`ended before it answered. ${this.#complaints.trim().split('\n').at(-1) ?? ''}`);
  }

  /** The next line that is an answer, whatever else a framework prints; undefined when the process has ended. */
  async #answer(): Promise<unknown> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) return undefined;
      if (value.startsWith('{')) return JSON.parse(value);
    }
  }
}
