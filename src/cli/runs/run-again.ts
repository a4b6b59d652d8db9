import { join } from 'node:path';
import type { RunRecord } from '../../store/index.ts';
import { carryOut, orderOf } from '../run-study-file.ts';
import type { ResumeOptions } from './resume.ts';
import { withStore, workspaceFolder } from './workspace.ts';

/** `echotrain runs resume` */
export async function resumeRun(run: number, options: ResumeOptions): Promise<void> {
  await again(run, options, { resume: run });
}

/** `echotrain runs rerun` */
export async function rerun(run: number, options: ResumeOptions): Promise<void> {
  await again(run, options, {});
}

async function again(
  run: number,
  options: ResumeOptions,
  record: { readonly resume?: number },
): Promise<void> {
  const workspace = workspaceFolder(options);
  const recipe = await withStore({ workspace }, (store) => store.runs.recipe(run));
  // The paths of the study that is kept begin in the folder of a run.
  const file = join(workspace, 'runs', String(run), 'study.yaml');
  await carryOut(orderOf(recipe.study, file, []), {
    ...{ ...options, workspace, ...record },
    ...executionOf(recipe.record),
  });
}

function executionOf({ device, threads }: RunRecord) {
  return { device, ...(threads !== undefined && { threads }) };
}
