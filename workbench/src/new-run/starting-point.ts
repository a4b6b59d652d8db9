import { api, said } from '../api/client.ts';
import { anyExecution, type Execution } from './execution-fields.tsx';
import type { Schema } from './schema.ts';

/** A study that can be begun with. */
export interface KnownStudy {
  readonly name: string;
  readonly path: string;
}

/** What the form begins with, and what it must know. */
export interface StartingPoint {
  readonly text: string;
  /** Where the study's relative paths begin. */
  readonly folder: string;
  readonly execution: Execution;
  /** The path of its file; empty where it comes from a run. */
  readonly path: string;
  readonly schema: Schema;
  readonly machine: { readonly threads: number; readonly memory: number };
  readonly lessons: readonly KnownStudy[];
  /** Studies in the folders that may be read. */
  readonly studies: readonly KnownStudy[];
}

/** Begins with the study of a run, a file, or a lesson that takes seconds. */
export async function startingPoint(run: string | null, file: string | null): Promise<StartingPoint> {
  const [{ studies, lessons }, { schema }, workspace] = await Promise.all([
    said(api.studies.$get()),
    said(api.studies.schema.$get()),
    said(api.workspace.$get()),
  ]);
  const known = { studies, lessons, machine: workspace, schema: schemaOf(schema) };
  if (run !== null) return { ...known, path: '', ...(await fromRun(run, workspace.folder)) };
  const path = file ?? lessons[0]?.path ?? '';
  if (path === '') return { ...known, path, text: '', folder: workspace.folder, execution: anyExecution };
  return {
    ...known,
    execution: anyExecution,
    ...(await said(api.studies.file.$get({ query: { path } }))),
  };
}

/** The study of a run; its paths begin in the folder of the run. */
async function fromRun(run: string, workspace: string) {
  const { study, record } = await said(api.runs[':run'].$get({ param: { run } }));
  const threads = record.threads === undefined ? '' : String(record.threads);
  const execution = { device: record.device || 'auto', threads, memory: '' };
  return { text: study, folder: `${workspace}/runs/${run}`, execution };
}

function schemaOf(text: string): Schema {
  const schema: Schema = JSON.parse(text);
  return schema;
}
