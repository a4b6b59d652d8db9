/**
 * The examples of a training as files:
 *
 *     examples/items.safetensors                             inputs, targets; `about` in its metadata
 *     examples/epoch-000003-step-000000120.safetensors       answers
 *
 * each tensor with the items as its first axis. Of several trainings, each has a folder of its own under its name.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type SafeTensor, writeSafetensors } from '../../../formats/index.ts';
import type { ShapedArray } from '../../../imaging/index.ts';
import { removeParts, writeWhole } from '../../../store/index.ts';
import { epochStride } from '../../../train/monitoring/epoch-stride.ts';
import type { ExampleAnswers, ExampleEpoch, Examples } from './examples.ts';

/** The file of the items. */
export const ITEMS_FILE = 'items.safetensors';

/** Writes what the items are. */
export async function writeItems(
  folder: string,
  { items, ...about }: Omit<Examples, 'epochs'>,
): Promise<void> {
  const named = items.map(({ name, subject }) => ({ name, subject }));
  const tensors = new Map([
    ['inputs', stacked(items.map(({ input }) => input))],
    ['targets', stacked(items.map(({ target }) => target))],
  ]);
  await removeParts(folder);
  await writeWhole(
    folder,
    ITEMS_FILE,
    writeSafetensors(tensors, { about: JSON.stringify({ ...about, items: named }) }),
  );
}

/**
 * Writes what was said of the items after an epoch. Then removes those epochs that are too many: of long trainings the
 * first one stays, the last one, and some at equal distances, 64 at most.
 */
export async function writeAnswers(folder: string, { answers, ...when }: ExampleAnswers): Promise<void> {
  await writeWhole(folder, fileNameOf(when), writeSafetensors(new Map([['answers', stacked(answers)]])));
  const stride = epochStride(when.epoch);
  const isKept = ({ epoch }: ExampleEpoch) => epoch === 1 || epoch === when.epoch || epoch % stride === 0;
  for (const one of await epochsIn(folder)) if (!isKept(one)) await rm(join(folder, fileNameOf(one)));
}

/** Removes what was said after more steps than these. */
export async function forgetAnswersAfter(folder: string, step: number): Promise<void> {
  for (const one of await epochsIn(folder)) if (one.step > step) await rm(join(folder, fileNameOf(one)));
}

/** After which epochs there are answers, the first ones first. */
export async function epochsIn(folder: string): Promise<ExampleEpoch[]> {
  const names = await namesIn(folder);
  return names.flatMap((name) => parseName(name) ?? []).sort((a, b) => a.epoch - b.epoch);
}

/** The files of a folder; none where there is no folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** The name of an epoch's file. */
export function fileNameOf({ epoch, step }: ExampleEpoch): string {
  return `epoch-${String(epoch).padStart(6, '0')}-step-${String(step).padStart(9, '0')}.safetensors`;
}

/** When the answers of a file were taken; `undefined` for files of another name. */
function parseName(name: string): ExampleEpoch | undefined {
  const [, epoch, step] = /^epoch-(\d{6,9})-step-(\d{9,15})\.safetensors$/.exec(name) ?? [];
  return epoch === undefined ? undefined : { epoch: Number(epoch), step: Number(step) };
}

/** Arrays of one shape as one tensor, the items first. */
function stacked(arrays: readonly ShapedArray[]): SafeTensor {
  const [first] = arrays;
  const size = first?.data.length ?? 0;
  const data = new Float32Array(arrays.length * size);
  for (const [i, array] of arrays.entries()) data.set(array.data, i * size);
  return { dtype: 'F32', shape: [arrays.length, ...(first?.shape ?? [])], data };
}
