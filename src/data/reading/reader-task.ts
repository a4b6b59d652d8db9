import type { z } from 'zod';
import type { FilePlace, FileSource } from './file-source.ts';

/** What a task may ask of the process that runs it. */
export interface TaskContext {
  /** Opens a file; it is closed when the task ends, if not before. Its size counts to the memory that the task may take. */
  open(place: FilePlace): FileSource;
  /** Allows for values that a header declares, in bytes, before they are read. */
  allow(bytes: number): void;
  /**
   * Says that the task gets on: to be called between pieces, for one that gives no sign of life is ended.
   *
   * @param share how much of it is done, from 0 to 1, where that is known.
   * @throws InputError where the task takes more memory than its files and what they declare explain.
   */
  progress(share?: number): void;
}

/** Something that is done with untrusted files, in a process of its own. */
export interface ReaderTask<Argument, Result> {
  readonly name: string;
  /** What it is given and gives: small, and such that a structured clone holds all of it. */
  readonly argument: z.ZodType<Argument>;
  readonly result: z.ZodType<Result>;
  run(argument: Argument, context: TaskContext): Promise<Result>;
}

/** A task whose argument is still to be checked, as the process that runs it sees it. */
export interface UncheckedTask {
  readonly name: string;
  start(argument: unknown, context: TaskContext): Promise<unknown>;
}

/**
 * Defines a task. It runs where it is named in `reader-tasks.ts`.
 *
 * @example const { statistics } = await pool.run(inspect, { path: 'brain.nii.gz' });
 */
export function defineReaderTask<Argument, Result>(
  task: ReaderTask<Argument, Result>,
): ReaderTask<Argument, Result> & UncheckedTask {
  const start = async (argument: unknown, context: TaskContext) =>
    task.run(task.argument.parse(argument), context);
  return { ...task, start };
}
