import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeEvent, eventFileHead } from '../../formats/index.ts';
import type { Run, SeriesPoint, Store } from '../../store/index.ts';
import { joinBytes } from '../../util/bytes.ts';
import { check } from '../../util/errors.ts';
import type { ExportOptions } from './export.ts';
import { exportRunToMlflow } from './run-export-to-mlflow.ts';
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
    if (to === 'tensorboard') writeEvents(run, points, out ?? '.');
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
    [quoted(name), step, epoch, new Date(at).toISOString(), value].join(','),
  );
  return `${['series,step,epoch,time,value', ...rows].join('\n')}\n`;
}

/** A CSV field (RFC 4180). */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function jsonOf(store: Store, run: Run, points: readonly SeriesPoint[]): Promise<string> {
  const { record, study } = await store.runs.recipe(run.id);
  return `${JSON.stringify({ ...run, record, studyFile: study, points })}\n`;
}

/** One file of events, named as TensorBoard looks for it. */
function writeEvents(run: Run, points: readonly SeriesPoint[], folder: string): void {
  const events = points.map(({ name, step, at, value }) =>
    encodeEvent({ at, step, values: { [name]: { scalar: value } } }),
  );
  mkdirSync(folder, { recursive: true });
  const seconds = String(Math.floor(run.createdAt / 1000)).padStart(10, '0');
  const file = join(folder, `events.out.tfevents.${seconds}.echotrain-${run.id}`);
  writeFileSync(file, joinBytes([eventFileHead(run.createdAt), ...events]));
}
