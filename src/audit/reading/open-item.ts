import { z } from 'zod';
import { arrayPlace, declaredBytes, withArray, withVolume } from '../../data/reading/array-place.ts';
import type { TaskContext } from '../../data/reading/reader-task.ts';
import type { ArrayFile, Numbers } from '../../formats/index.ts';
import { present } from '../../util/errors.ts';

/** The schema of where the values of items lie: a file, or all files of a DICOM volume. */
export const itemPlace = z.object({ files: z.array(arrayPlace).min(1), isVolume: z.boolean() });

/** What looking at a slice takes at most beside the values, in bytes. */
const PLANES_BYTES = 2 ** 30;

/** Where the values of items lie. */
export type ItemPlace = z.infer<typeof itemPlace>;

/** Opens the array of an item, or of several, does something with it, and closes it. */
export async function withItem<T>(
  { files, isVolume }: ItemPlace,
  context: TaskContext,
  action: (file: ArrayFile) => Promise<T>,
): Promise<T> {
  // Blocks are read one by one; the planes of 32 coils of k-space are in memory in double precision, and transformed.
  const allowed = (file: ArrayFile) => {
    context.allow(Math.min(6 * declaredBytes(file), 2 * declaredBytes(file) + PLANES_BYTES));
    return action(keepingBlock(file));
  };
  return isVolume
    ? withVolume(files, context, allowed)
    : withArray(present(files[0], 'a file'), context, allowed);
}

/** The same array with the block kept that was read last: several items may lie in it. */
function keepingBlock(file: ArrayFile): ArrayFile {
  let held: { readonly block: number; readonly values: Promise<Numbers> } | undefined;
  const readBlock = (block: number) => {
    if (held?.block !== block) held = { block, values: file.readBlock(block) };
    return held.values;
  };
  return { ...file, readBlock };
}
