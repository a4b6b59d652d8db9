import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readSafetensors } from '../../../formats/index.ts';
import { parseJson } from '../../../formats/json.ts';
import type { ShapedArray } from '../../../imaging/index.ts';
import type { Store } from '../../../store/index.ts';
import { range } from '../../../util/arrays.ts';
import { check, InputError, present } from '../../../util/errors.ts';
import { epochsIn, fileNameOf, ITEMS_FILE, namesIn } from './example-files.ts';
import type { ExampleAnswers, Examples } from './examples.ts';

/** Larger files are none that were written here. */
const MOST_BYTES = 2 ** 28;

/** What an items file says besides arrays. */
const aboutSchema = z.object({
  kind: z.enum(['classes', 'values', 'images']),
  part: z.enum(['train', 'validation']),
  classNames: z.array(z.string()).optional(),
  featureNames: z.array(z.string()).optional(),
  items: z.array(z.object({ name: z.string(), subject: z.string().optional() })).max(64),
});

/**
 * The examples of a run's training; `undefined` where it has none.
 *
 * @throws InputError for files that are damaged.
 * @example const examples = await readExamples(store, 3);
 */
export async function readExamples(
  store: Store,
  run: number,
  training?: string,
): Promise<Examples | undefined> {
  const folder = store.trainingFolder(run, 'examples', training);
  if (!(await namesIn(folder)).includes(ITEMS_FILE)) return undefined;
  const { tensors, metadata, where } = await readFileOf(folder, ITEMS_FILE);
  const { items, ...about } = parseAbout(metadata.about, where);
  const [inputs, targets] = [tensors.get('inputs'), tensors.get('targets')];
  checkCount(inputs, items.length, where);
  checkCount(targets, items.length, where);
  return {
    ...about,
    items: items.map((item, i) => ({
      ...item,
      input: present(inputs[i], 'an input'),
      target: present(targets[i], 'a target'),
    })),
    epochs: await epochsIn(folder),
  };
}

/**
 * What was said of the examples after an epoch.
 *
 * @throws InputError where nothing was kept after that epoch, and for a file that is damaged.
 */
export async function readExampleAnswers(
  store: Store,
  run: number,
  epoch: number,
  training?: string,
): Promise<ExampleAnswers> {
  const folder = store.trainingFolder(run, 'examples', training);
  const found = (await epochsIn(folder)).find((one) => one.epoch === epoch);
  check(found !== undefined, () => ({
    where: `run ${run}, examples`,
    expected: 'an epoch after which answers were kept',
    received: String(epoch),
  }));
  const { tensors, where } = await readFileOf(folder, fileNameOf(found));
  const answers = tensors.get('answers');
  checkCount(answers, answers?.length ?? 1, where);
  return { ...found, answers };
}

async function readFileOf(folder: string, name: string) {
  const where = join(folder, name);
  const { size } = await stat(where);
  check(size <= MOST_BYTES, () => ({ where, expected: `at most ${MOST_BYTES} bytes`, received: `${size}` }));
  const { tensors, metadata } = readSafetensors(new Uint8Array(await readFile(where)), where);
  const arrays = [...tensors].map(([key, tensor]) => [key, itemsOf(tensor, where)] as const);
  return { where, metadata, tensors: new Map(arrays) };
}

/** An array item by item. */
function itemsOf(
  tensor: { readonly dtype: string; readonly data: unknown; readonly shape: readonly number[] },
  where: string,
): ShapedArray[] {
  const {
    data,
    shape: [count = 1, ...shape],
  } = tensor;
  check(data instanceof Float32Array && count > 0, () => ({
    where,
    expected: 'items of 32-bit numbers',
    received: `${count} of ${tensor.dtype}`,
  }));
  const size = data.length / count;
  return range(count).map((i) => ({ data: data.slice(i * size, (i + 1) * size), shape }));
}

function checkCount(
  items: readonly ShapedArray[] | undefined,
  count: number,
  where: string,
): asserts items is readonly ShapedArray[] {
  check(items?.length === count, () => ({
    where,
    expected: `${count} items`,
    received: `${items?.length ?? 'none'}`,
  }));
}

/** A list of items with a name and a subject each, and the rest, is nested three deep. */
const ABOUT_DEPTH = 3;

function parseAbout(text: string | undefined, where: string): z.output<typeof aboutSchema> {
  const parsed = aboutSchema.safeParse(parseJson(text ?? '', where, ABOUT_DEPTH));
  if (parsed.success) return parsed.data;
  const received = parsed.error.issues[0]?.message ?? 'something else';
  throw new InputError({ where, expected: 'the description of examples', received });
}
