import { z } from 'zod';
import type { ArrayFile } from '../../formats/array-file.ts';
import { blockSize } from '../../formats/array-file.ts';
import { DTYPE_BYTES } from '../../formats/dtype.ts';
import { openArray } from '../../formats/open.ts';
import { type ArrayHeader, headerOf } from './array-header.ts';
import { type ContentDigest, DigestingReader } from './content-digest.ts';
import { defineReaderTask, type TaskContext } from './reader-task.ts';

/** Which array is meant. */
const place = z.object({
  /** The file, or all files of a volume. */
  paths: z.array(z.string()).min(1),
  /** The folder that they must not leave. */
  root: z.string().optional(),
  /** Which array of a file that holds several. */
  member: z.string().optional(),
});

/** Where an array lies. */
export type ArrayPlace = z.infer<typeof place>;

/** All that is known of an array when its values have been read once. */
export interface Inspection extends ContentDigest {
  readonly header: ArrayHeader;
}

const inspection = z.custom<Inspection>(
  (value) => z.looseObject({ header: z.object() }).safeParse(value).success,
);

/** Reads an array: header, statistics and hash of its values. */
export const inspect = defineReaderTask({
  name: 'inspect',
  argument: place,
  result: inspection,
  async run({ paths, root, member }, context): Promise<Inspection> {
    const [path = ''] = paths;
    const file = await openArray(context.open({ path, root }), { ...(member !== undefined && { member }) });
    try {
      return { header: headerOf(file), ...(await digestOf(file, context)) };
    } finally {
      file.close();
    }
  },
});

/** Goes through an array's values once. */
async function digestOf(file: ArrayFile, context: TaskContext): Promise<ContentDigest> {
  context.allow(blockSize(file) * file.blockCount * DTYPE_BYTES[file.dtype]);
  const reader = new DigestingReader(file);
  for (let block = 0; block < file.blockCount; block++) {
    reader.add(await file.readBlock(block));
    context.progress((block + 1) / file.blockCount);
  }
  return reader.digest();
}
