import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type SafeTensor, writeSafetensors } from '../../../formats/index.ts';
import { removeParts, type Store, writeWhole } from '../../../store/index.ts';
import { qualityNames } from '../../reconstruction/comparison.ts';
import { type About, imagesName, isImagesOf, tableName } from './case-files.ts';
import type { CaseImages, CaseTable } from './case-table.ts';
import type { RecordedCases } from './cases-of-answers.ts';

/**
 * Writes the cases of a part, in place of what an earlier evaluation has left: images first, so that a table names none
 * that are not there.
 */
export async function writeCases(store: Store, run: number, { table, images }: RecordedCases): Promise<void> {
  const folder = store.trainingFolder(run, 'cases', table.training.name);
  await clear(folder, table);
  for (const { index, images: ofCase } of images) {
    await writeWhole(folder, imagesName(table.part, index), imageBytes(ofCase));
  }
  const about = JSON.stringify(aboutOf(table));
  await writeWhole(folder, tableName(table.part), writeSafetensors(columnsOf(table), { about }));
}

async function clear(folder: string, { part }: CaseTable): Promise<void> {
  await removeParts(folder);
  const names = await readdir(folder).catch(() => []);
  const old = names.filter((name) => name === tableName(part) || isImagesOf(part, name));
  for (const name of old) await rm(join(folder, name), { force: true });
}

function imageBytes(images: CaseImages): Uint8Array {
  const tensors = Array.from(images, ([name, { data, shape }]) => [name, floats(data, shape)] as const);
  return writeSafetensors(new Map(tensors));
}

function floats(data: Float32Array, shape: readonly number[]): SafeTensor {
  return { dtype: 'F32', data, shape };
}

function aboutOf({ part, training, isNamed, cases, answers, featureNames }: CaseTable): About {
  return {
    kind: answers.kind,
    ...{ part, training, isNamed },
    ...(answers.kind === 'classes' && { classNames: [...answers.classNames] }),
    ...(answers.kind === 'images' && { methods: [...answers.methods] }),
    ...(featureNames && { featureNames: [...featureNames] }),
    cases: [...cases],
  };
}

function columnsOf({ cases: { length: count }, answers, rows }: CaseTable): Map<string, SafeTensor> {
  const columns = new Map<string, SafeTensor>();
  if (rows) columns.set('rows', floats(rows.data, rows.shape));
  if (answers.kind === 'classes') {
    columns.set('labels', { dtype: 'I32', data: answers.labels, shape: [count] });
    columns.set('probabilities', floats(answers.probabilities, [count, answers.classNames.length]));
  } else if (answers.kind === 'values') {
    const size = answers.targets.length / count;
    columns.set('targets', floats(answers.targets, [count, size]));
    columns.set('predictions', floats(answers.predictions, [count, size]));
  } else {
    const shape = [count, answers.methods.length, qualityNames.length];
    columns.set('qualities', { dtype: 'F64', data: answers.qualities, shape });
  }
  return columns;
}
