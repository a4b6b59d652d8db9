import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { present } from '../src/util/errors.ts';

/** How a process is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** The answer to a request that failed. */
const failure = z.object({ error: z.string() });

/** A process that reads a request a line from standard input, as JSON, and writes an answer a line. */
export class Conversation {
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

  /** Asks, for so many seconds, and throws the process's own reason when it has no answer; `what` names the request. */
  async ask<T>(request: object, schema: z.ZodType<T>, patience: number, what: string): Promise<T> {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    const late = setTimeout(() => this.close(), patience * 1000);
    const answer = await this.#answer().finally(() => clearTimeout(late));
    const failed = failure.safeParse(answer);
    if (failed.success) throw new Error(failed.data.error);
    if (answer !== undefined) return schema.parse(answer);
    if (this.#child.killed) throw new Error(`${what} took more than ${patience} s`);
    throw new Error(`ended before it answered. ${this.#complaints.trim().split('\n').at(-1) ?? ''}`);
  }

  close(): void {
    this.#child.kill('SIGKILL');
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
