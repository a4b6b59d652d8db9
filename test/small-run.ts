import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunOrder } from '../src/runner/index.ts';
import type { Run, Store } from '../src/store/index.ts';
import { emptyFolder } from './command-line.ts';

/** A study of a small table, 360 steps an epoch, with shuffling and dropout. */
export const SMALL_STUDY = `
name: Levels
seed: 3
data: { csv: { file: table.csv, target: level, task: classification } }
split: { random: { validation: 0.2, test: 0.2 } }
model: { mlp: { hidden: [16], dropoutRate: 0.1 } }
training: { epochs: 6, batchSize: 2, optimizer: adam }
evaluation: { resamples: 20 }
`;

/** The same, without end. */
export const LONG_STUDY = SMALL_STUDY.replace('epochs: 6', 'epochs: 1000000');

/** A new folder with the table and the study. */
export function studyFolder(text = SMALL_STUDY): string {
  const folder = emptyFolder();
  const rows = Array.from(
    { length: 1200 },
    (_, i) => `${Math.sin(i)},${Math.cos(i * i)},${['low', 'high'][i % 2]}`,
  );
  writeFileSync(join(folder, 'table.csv'), ['a,b,level', ...rows, ''].join('\n'));
  writeFileSync(join(folder, 'study.yaml'), text);
  return folder;
}

/** An order to run the study of a folder. */
export function orderIn(folder: string, out: string, more: Partial<RunOrder> = {}): RunOrder {
  const text = readFileSync(join(folder, 'study.yaml'), 'utf8');
  return { text, folder, from: folder, out, device: 'cpu', threads: 1, ...more };
}

/** Waits until a run stands so, with the patience of a busy machine. */
export async function untilRun(
  store: Store,
  run: number,
  isSo: (run: Run) => boolean | Promise<boolean>,
): Promise<Run> {
  for (let tries = 0; tries < 4000; tries++) {
    store.findLost();
    const now = await store.runs.get(run);
    if (await isSo(now)) return now;
    await sleep(10);
  }
  throw new Error(`run ${run} has not come to stand so: ${JSON.stringify(await store.runs.get(run))}`);
}

/** Waits until a run has written a checkpoint. */
export async function untilCheckpoint(store: Store, run: number): Promise<Run> {
  return untilRun(store, run, async () => (await store.checkpoints(run).list()).length > 0);
}

/** Weights of the results in a folder, and every loss of a run: what must be the same bit for bit. */
export async function bitsOf(store: Store, run: number, out: string) {
  const { low, steps } = await store.curve(run, 'step/loss', { most: 1e6 });
  return { weights: readFileSync(join(out, 'weights.safetensors')).toString('base64'), low, steps };
}
