import { check, InputError, invariant, messageOf, present } from '../../util/errors.ts';
import { type FilePlace, FileSource } from './file-source.ts';
import { type ReaderReply, readerOrder, SPARE_BYTES } from './reader-messages.ts';
import type { TaskContext, UncheckedTask } from './reader-task.ts';

/** How often a task says that it gets on, at most. */
const PROGRESS_MS = 50;
/** Beyond this, memory is tidied up after a task. */
const TIDY_BYTES = 128 * 2 ** 20;

/** Serves tasks to the process that started this one, one after the other, until that process ends. */
export function serveTasks(tasks: readonly UncheckedTask[]): void {
  // Ctrl-C reaches the whole group of processes: the parent decides what happens.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    const { task, argument, where } = readerOrder.parse(message);
    const found = tasks.find(({ name }) => name === task);
    perform(present(found, `task ${task}`), argument, where).then(tell, (error) => {
      throw error;
    });
  });
  tell({ kind: 'ready' });
}

function tell(reply: ReaderReply): void {
  process.send?.(reply);
}

async function perform(task: UncheckedTask, argument: unknown, where: string): Promise<ReaderReply> {
  const context = new Context(where);
  try {
    const result = await task.start(argument, context);
    return { kind: 'done', result, resident: resident(TIDY_BYTES) };
  } catch (error) {
    const { complaint } = error instanceof InputError ? error : context.refusal(error);
    return { kind: 'refused', complaint, resident: resident(TIDY_BYTES) };
  } finally {
    context.close();
  }
}

/** Memory is tidied up as it comes so close to what a task may take: the process outside does not wait for that. */
const HEADROOM_BYTES = 32 * 2 ** 20;

/** How much memory this process takes, in bytes, tidied up first where it is more than a limit. */
function resident(limit: number): number {
  const bytes = process.memoryUsage.rss();
  if (bytes <= limit || !globalThis.gc) return bytes;
  globalThis.gc();
  return process.memoryUsage.rss();
}

/** What one task has opened, and what it may take. */
class Context implements TaskContext {
  readonly #files: FileSource[] = [];
  #allowance = SPARE_BYTES;
  #share = 0;
  #due = 0;
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  open(place: FilePlace): FileSource {
    const file = new FileSource(place);
    this.#files.push(file);
    this.allow(file.size);
    return file;
  }

  allow(bytes: number): void {
    invariant(bytes >= 0, 'memory is allowed for, not taken away');
    this.#allowance += bytes;
    this.#tell();
  }

  progress(share = this.#share): void {
    this.#share = share;
    const now = performance.now();
    if (now < this.#due) return;
    this.#due = now + PROGRESS_MS;
    check(resident(this.#allowance - HEADROOM_BYTES) <= this.#allowance, () => ({
      where: this.#where,
      expected: 'a file that takes as much memory as it declares',
      received: `one that takes more than ${Math.round(this.#allowance / 2 ** 20)} MiB`,
      remedy: 'It may be damaged, or made to fill the memory.',
    }));
    this.#tell();
  }

  /** What to say of a file on which a reader fails without saying why. */
  refusal(error: unknown): InputError {
    const received = `one on which its reader fails (${messageOf(error).split('\n')[0]})`;
    return new InputError({ where: this.#where, expected: 'a whole file', received }, { cause: error });
  }

  close(): void {
    for (const file of this.#files) file.close();
  }

  #tell(): void {
    tell({ kind: 'progress', allowance: this.#allowance, share: this.#share });
  }
}
