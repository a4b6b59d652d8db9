import { type Command, Conversation } from '../conversation.ts';
import { answers } from './protocol.ts';

/** How many seconds an answer may take. */
const PATIENCE = 60;

/** A process that reads the files of one workload. */
export class Reader {
  readonly #process: Conversation;

  constructor(command: Command) {
    this.#process = new Conversation(command);
  }

  /** The ways in which it can read. */
  async forms(): Promise<readonly string[]> {
    return (await this.#process.ask({ cmd: 'forms' }, answers.forms, PATIENCE, 'starting')).forms;
  }

  /** Reads everything, into the memory of the time before where that is kept, and gives the time it took. */
  read(form: string, kept: boolean) {
    return this.#process.ask({ cmd: 'read', form, kept }, answers.read, PATIENCE, 'reading');
  }

  /** What was read last. */
  values() {
    return this.#process.ask({ cmd: 'values' }, answers.values, PATIENCE, 'summing');
  }

  /** The most memory so far, in bytes. */
  async peakBytes(): Promise<number> {
    return (await this.#process.ask({ cmd: 'memory' }, answers.memory, PATIENCE, 'memory')).peakBytes;
  }

  close(): void {
    this.#process.close();
  }
}
