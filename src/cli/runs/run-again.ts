import { orderOfRun } from '../../runner/index.ts';
import { carryOut } from '../run-study-file.ts';
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
  const known = await withStore({ workspace }, async (store) => {
    const { name } = await store.runs.get(run);
    return { name, order: await orderOfRun(store, run) };
  });
  const { text, folder, device, threads, memory } = known.order;
  await carryOut(
    known.name,
    { text, folder },
    {
      ...(threads !== undefined && { threads }),
      ...(memory !== undefined && { memory }),
      ...{ device, ...options, workspace, ...record },
    },
  );
}
