import { z } from 'zod';
import { type ArrayFile, blockSize, type FormatName } from '../../formats/array-file.ts';
import { DTYPE_BYTES } from '../../formats/dtype.ts';
import { openArray } from '../../formats/open.ts';
import { type ArrayHeader, headerOf } from './array-header.ts';
import { type ContentDigest, DigestingReader } from './content-digest.ts';
import { defineReaderTask, type TaskContext } from './reader-task.ts';

/** The schema of an array's place. */
export const arrayPlace = z.object({
  path: z.string(),
  /** The folder that it must not leave. */
  root: z.string().optional(),
  /** Which array of a file that holds several. */
  member: z.string().optional(),
});

/** Where an array lies. */
export type ArrayPlace = z.infer<typeof arrayPlace>;

/** All that is known of an array when its values have been read once. */
export interface Inspection extends ContentDigest {
  readonly header: ArrayHeader;
}

/** A header and, unless its values were left for later, what they are like. */
export interface Survey {
  readonly header: ArrayHeader;
  readonly digest?: ContentDigest;
}

const hasHeader = (value: unknown) => z.looseObject({ header: z.looseObject({}) }).safeParse(value).success;

/** Reads an array: header, statistics and hash of its values. */
export const inspect = defineReaderTask({
  name: 'inspect',
  argument: arrayPlace,
  result: z.custom<Inspection>(hasHeader),
  run: (place, context) =>
    withArray(place, context, async (file) => ({
      header: headerOf(file),
      ...(await digestOf(file, context)),
    })),
});

/** Reads the header of an array, and its values, too, unless it is of a format whose values are to be read later. */
export const survey = defineReaderTask({
  name: 'survey',
  argument: arrayPlace.extend({ later: z.array(z.custom<FormatName>((name) => typeof name === 'string')) }),
  result: z.custom<Survey>(hasHeader),
  run: ({ later, ...place }, context) =>
    withArray(place, context, async (file): Promise<Survey> => {
      const header = headerOf(file);
      return later.includes(file.format) ? { header } : { header, digest: await digestOf(file, context) };
    }),
});

/** Opens an array, does something with it, and closes it. */
export async function withArray<T>(
  { path, root, member }: ArrayPlace,
  context: TaskContext,
  action: (file: ArrayFile) => Promise<T>,
): Promise<T> {
  const file = await openArray(context.open({ path, root }), { ...(member !== undefined && { member }) });
  try {
    return await action(file);
  } finally {
    file.close();
  }
}

/** Goes through an array's values once. */
export async function digestOf(file: ArrayFile, context: TaskContext): Promise<ContentDigest> {
  context.allow(declaredBytes(file));
  const reader = new DigestingReader(file);
  for (let block = 0; block < file.blockCount; block++) {
    reader.add(await file.readBlock(block));
    context.progress((block + 1) / file.blockCount);
  }
  return reader.digest();
}

/** How many bytes the values take that a header declares. */
export function declaredBytes(file: ArrayFile): number {
  return blockSize(file) * file.blockCount * DTYPE_BYTES[file.dtype];
}
