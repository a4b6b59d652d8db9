import type { z } from 'zod';
import { type Command, Conversation } from './conversation.ts';
import { answers, type Request, type Setting, type Steps } from './protocol.ts';

/** A contender's process, which answers one request at a time. */
export class Contender {
  readonly #process: Conversation;

  constructor(command: Command) {
    this.#process = new Conversation(command);
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
    this.#process.close();
  }

  #ask<T>(request: Request, schema: z.ZodType<T>, patience = 30, what: string = request.cmd): Promise<T> {
    return this.#process.ask(request, schema, patience, what);
  }
}
