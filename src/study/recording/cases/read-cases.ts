import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { predictedClasses } from '../../../evaluate/index.ts';
import { readSafetensors, type Safetensors } from '../../../formats/index.ts';
import { type ShapedArray, shaped } from '../../../imaging/index.ts';
import type { Store } from '../../../store/index.ts';
import { sameItems } from '../../../util/arrays.ts';
import { check, InputError, messageOf } from '../../../util/errors.ts';
import { qualityNames } from '../../reconstruction/comparison.ts';
import { type About, aboutSchema, imagesName, tableName } from './case-files.ts';
import { type CaseImages, type CasePart, type CaseTable, casePartNames } from './case-table.ts';

/** Larger files are none that were written here. */
const MOST_BYTES = 2 ** 29;

/**
 * The cases of a run, a table for each training and part that it was evaluated on: none where it was not evaluated yet.
 *
 * @throws InputError for files that are damaged.
 * @example const [test] = await readCases(store, 3);
 */
export async function readCases(store: Store, run: number): Promise<CaseTable[]> {
  const root = store.trainingFolder(run, 'cases');
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const named = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const folders = named.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const tables: CaseTable[] = [];
  for (const folder of [root, ...folders.map((name) => join(root, name))]) {
    for (const part of casePartNames) {
      const table = await readTable(join(folder, tableName(part)));
      if (table) tables.push(table);
    }
  }
  return tables;
}

/**
 * The images of a case by name, as {@link CaseImages} says; none where they were not kept.
 *
 * @throws InputError for a file that is damaged.
 */
export async function readCaseImages(
  store: Store,
  run: number,
  {
    training,
    part,
    index,
  }: { readonly training?: string | undefined; readonly part: CasePart; readonly index: number },
): Promise<CaseImages> {
  const where = join(store.trainingFolder(run, 'cases', training), imagesName(part, index));
  const found = await readWhole(where);
  const names = [...(found?.tensors.keys() ?? [])];
  return new Map(names.map((name) => [name, floatsOf(found, name, where)] as const));
}

async function readTable(where: string): Promise<CaseTable | undefined> {
  const found = await readWhole(where);
  if (!found) return undefined;
  const about = parseAbout(found.metadata.about, where);
  const { part, training, isNamed, cases, featureNames } = about;
  const rows = found.tensors.has('rows') ? floatsOf(found, 'rows', where, [cases.length]) : undefined;
  const answers = answersOf(found, about, where);
  return { part, training, isNamed, cases, answers, ...(rows && { rows }), featureNames };
}

function answersOf(found: Safetensors, about: About, where: string): CaseTable['answers'] {
  const count = about.cases.length;
  const { kind, classNames = [], methods = [] } = about;
  if (kind === 'classes') {
    const { data: probabilities } = floatsOf(found, 'probabilities', where, [count, classNames.length]);
    const predicted = predictedClasses(probabilities, classNames.length);
    return { kind, labels: labelsOf(found, about, where), predicted, probabilities, classNames };
  }
  if (kind === 'values') {
    const targets = floatsOf(found, 'targets', where, [count]);
    const predictions = floatsOf(found, 'predictions', where, targets.shape);
    return { kind, targets: targets.data, predictions: predictions.data };
  }
  const tensor = found.tensors.get('qualities');
  const shape = [count, methods.length, qualityNames.length];
  check(tensor?.dtype === 'F64' && sameItems(tensor.shape, shape), wrong(where, 'qualities', shape));
  return { kind, methods, qualities: tensor.data };
}

function labelsOf(found: Safetensors, { cases, classNames = [] }: About, where: string): Int32Array {
  const tensor = found.tensors.get('labels');
  const isSound =
    tensor?.dtype === 'I32' && tensor.data.every((label) => label >= 0 && label < classNames.length);
  check(isSound && tensor.data.length === cases.length, wrong(where, 'labels', [cases.length]));
  return tensor.data;
}

/** An array of 32-bit numbers whose shape begins with these sizes. */
function floatsOf(
  found: Safetensors | undefined,
  name: string,
  where: string,
  sizes: readonly number[] = [],
): ShapedArray {
  const tensor = found?.tensors.get(name);
  check(
    tensor?.dtype === 'F32' && sameItems(tensor.shape.slice(0, sizes.length), sizes),
    wrong(where, name, sizes),
  );
  return shaped(tensor.data, tensor.shape);
}

function wrong(where: string, name: string, shape: readonly number[]) {
  return () => ({ where, expected: `${name} of shape [${shape.join(', ')}]`, received: 'something else' });
}

async function readWhole(where: string): Promise<Safetensors | undefined> {
  const about = await stat(where).catch(() => undefined);
  if (!about?.isFile()) return undefined;
  check(about.size <= MOST_BYTES, () => ({
    where,
    expected: `at most ${MOST_BYTES} bytes`,
    received: `${about.size}`,
  }));
  return readSafetensors(new Uint8Array(await readFile(where)), where);
}

function parseAbout(text: string | undefined, where: string): About {
  try {
    return aboutSchema.parse(JSON.parse(text ?? ''));
  } catch (error) {
    throw new InputError(
      { where, expected: 'the description of cases', received: messageOf(error).slice(0, 200) },
      { cause: error },
    );
  }
}
