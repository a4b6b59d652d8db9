import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvField } from '../../formats/index.ts';
import type { Run, SeriesPoint, Store } from '../../store/index.ts';
import { check } from '../../util/errors.ts';
import type { ExportOptions } from './export.ts';
import { exportRunToMlflow } from './run-export-to-mlflow.ts';
import { runEvents } from './tensorboard/run-events.ts';
import { withStore } from './workspace.ts';

/** `echotrain runs export` */
export async function exportRun(id: number, options: ExportOptions): Promise<void> {
  const { to, out } = options;
  check(to !== 'tensorboard' || out !== undefined, () => ({
    where: '--out',
    expected: 'a folder for TensorBoard',
    received: 'none',
  }));
  await withStore(options, async (store) => {
    if (to === 'mlflow') return exportRunToMlflow(store, id, options);
    const run = await store.runs.get(id);
    const points = await store.points(id);
    if (to === 'tensorboard') await writeEvents(store, run, points, out ?? '.');
    else writeText(to === 'csv' ? csvOf(points) : await jsonOf(store, run, points), out);
    return undefined;
  });
}

function writeText(text: string, out: string | undefined): void {
  if (out === undefined) process.stdout.write(text);
  else writeFileSync(out, text);
}

function csvOf(points: readonly SeriesPoint[]): string {
  const rows = points.map(({ name, step, epoch, at, value }) =>
    [csvField(name), step, epoch, new Date(at).toISOString(), value].join(','),
  );
  return `${['series,step,epoch,time,value', ...rows].join('\n')}\n`;
}

async function jsonOf(store: Store, run: Run, points: readonly SeriesPoint[]): Promise<string> {
  const { record, study } = await store.runs.recipe(run.id);
  const histograms = await store.histograms(run.id);
  return `${JSON.stringify({ ...run, record, studyFile: study, points, histograms })}\n`;
}

/** One file of events, named as TensorBoard looks for it, and not before it is whole. */
async function writeEvents(
  store: Store,
  run: Run,
  points: readonly SeriesPoint[],
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `.${randomUUID()}.part`);
  const seconds = String(Math.floor(run.createdAt / 1000)).padStart(10, '0');
  try {
    await writeFile(part, runEvents(store, run, points));
    await rename(part, join(folder, `events.out.tfevents.${seconds}.echotrain-${run.id}`));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
