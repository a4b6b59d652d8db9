import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Store } from '../store/index.ts';
import { movedPaths } from '../study/move-paths.ts';
import { parseStudy } from '../study/parse-study.ts';
import type { Study } from '../study/study.ts';

/** How a study is carried out. */
export const executionSchema = z.strictObject({
  /** The working folder: a relative `out` begins here. */
  from: z.string(),
  /** Where the results go; `runs/NAME-TIME` by default. */
  out: z.string().optional(),
  /** `auto`, or a device by its name. */
  device: z.string(),
  /** Threads to compute with; all by default. */
  threads: z.int().min(1).optional(),
  /** What the process may take, in bytes; without a limit by default. */
  memory: z.int().min(1).optional(),
});

/** How a study is carried out. */
export type Execution = z.output<typeof executionSchema>;

/** A study that is to be run, with all that it takes to carry it out: plain data. */
export const runOrderSchema = executionSchema.extend({
  /** The study file's text. */
  text: z.string(),
  /** Where the study's relative paths begin. */
  folder: z.string(),
});

/** A study that is to be run, with all that it takes to carry it out: plain data. */
export type RunOrder = z.output<typeof runOrderSchema>;

/** What an order's study says, and its text as it is to be kept in another folder. */
export interface OrderedStudy {
  readonly study: Study;
  readonly textFor: (folder: string) => string;
}

/** @throws InputError that names everything that is wrong with the study. */
export function studyOf({ text, folder }: RunOrder): OrderedStudy {
  const { study } = parseStudy(text, 'study');
  const textFor = (to: string) => parseStudy(text, 'study', movedPaths(study, folder, to)).text;
  return { study, textFor };
}

/**
 * The order of a run that a store knows: its study's paths begin in the folder of the run. Where the folder is gone from
 * which it was ordered, that of the workspace takes its place.
 */
export async function orderOfRun(store: Store, run: number): Promise<RunOrder> {
  const { study, record } = await store.runs.recipe(run);
  const execution = parseExecution(store.processes.notes(run).order);
  const { from } = execution;
  return {
    ...{ device: record.device, threads: record.threads, ...execution },
    from: from !== undefined && existsSync(from) ? from : dirname(store.folder),
    ...{ text: study, folder: join(store.folder, 'runs', `${run}`) },
  };
}

/** An execution as the store keeps it; nothing where there is none, or one of another version. */
export function parseExecution(json: string | undefined): Partial<Execution> {
  try {
    return executionSchema.safeParse(JSON.parse(json ?? '{}')).data ?? {};
  } catch {
    return {};
  }
}

/** What the store keeps of an order beside the study. */
export function executionText({ text: _text, folder: _folder, ...execution }: RunOrder): string {
  return JSON.stringify(execution);
}
