import { z } from 'zod';
import { type ArrayFile, blocksOf } from '../../formats/array/array-file.ts';
import { isComplex, type Numbers } from '../../formats/array/dtype.ts';
import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type ArrayHeader, headerOf } from './array-header.ts';
import { arrayPlace, declaredBytes, withArray } from './array-place.ts';
import { type ContentDigest, DigestingReader } from './content-digest.ts';
import { defineReaderTask, type TaskContext } from './reader-task.ts';

/** An array whose first axis counts items: all that is known of each. */
export interface EntriesInspection {
  readonly header: ArrayHeader;
  readonly entries: readonly ContentDigest[];
  /** The label of each, where there are labels: their numbers, with spaces between several. */
  readonly labels?: readonly string[];
}

/** Reads an array of items one by one, and the array with their labels. */
export const inspectEntries = defineReaderTask({
  name: 'inspect-entries',
  argument: z.object({ items: arrayPlace, labels: arrayPlace.optional() }),
  result: z.custom<EntriesInspection>(
    (value) => z.looseObject({ entries: z.array(z.any()) }).safeParse(value).success,
  ),
  async run({ items, labels }, context): Promise<EntriesInspection> {
    const found = labels && (await withArray(labels, context, (file) => labelsOf(file, context)));
    return withArray(items, context, async (file) => {
      const header = headerOf(file);
      checkEntries(header, items.path);
      checkCount(header.shape[0] ?? 0, found, labels?.path ?? '');
      const entries = await entriesOf(file, context);
      return { header, entries, ...(found && { labels: found }) };
    });
  },
});

function checkEntries({ shape, order }: ArrayHeader, where: string): void {
  check(shape.length > 0 && order === 'row-major', () => ({
    where,
    expected: 'a first axis that counts items',
    received: `shape [${shape.join(', ')}], ${order}`,
  }));
}

function checkCount(count: number, labels: readonly string[] | undefined, where: string): void {
  check(labels === undefined || labels.length === count, () => ({
    where,
    expected: `a label for each of ${count} items`,
    received: `${labels?.length}`,
    remedy: 'Images and labels do not belong together, or one file is cut off.',
  }));
}

/** Statistics and hash of each entry along the first axis. */
async function entriesOf(file: ArrayFile, context: TaskContext): Promise<ContentDigest[]> {
  context.allow(declaredBytes(file));
  const { dtype, order, shape } = file;
  const inner = shape.slice(1);
  const size = product(inner) * (isComplex(dtype) ? 2 : 1);
  const entries: ContentDigest[] = [];
  let [reader, filled, done] = [new DigestingReader({ dtype, order, shape: inner }), 0, 0];
  for await (const block of blocksOf(file)) {
    for (let start = 0; start < block.length; ) {
      const piece: Numbers = block.subarray(start, Math.min(block.length, start + size - filled));
      reader.add(piece);
      [start, filled] = [start + piece.length, filled + piece.length];
      if (filled < size) continue;
      entries.push(reader.digest());
      [reader, filled] = [new DigestingReader({ dtype, order, shape: inner }), 0];
    }
    context.progress(++done / file.blockCount);
  }
  return entries;
}

/** One label an item: the first axis counts items, the others, if any, several labels of one. */
async function labelsOf(file: ArrayFile, context: TaskContext): Promise<string[]> {
  context.allow(declaredBytes(file));
  const width = product(file.shape.slice(1));
  const texts: string[] = [];
  for await (const block of blocksOf(file)) {
    for (const value of block) texts.push(String(value));
    context.progress();
  }
  return Array.from({ length: texts.length / width }, (_, i) =>
    texts.slice(i * width, (i + 1) * width).join(' '),
  );
}
