import { z } from 'zod';
import { arrayPlace, declaredBytes, withArray } from '../../data/reading/inspect.ts';
import type { TaskContext } from '../../data/reading/reader-task.ts';
import { type ArrayFile, openDicom, openVolume } from '../../formats/index.ts';
import { present } from '../../util/errors.ts';

/** The schema of where the values of items lie: a file, or all files of a DICOM volume. */
export const itemPlace = z.object({ files: z.array(arrayPlace).min(1), isVolume: z.boolean() });

/** Where the values of items lie. */
export type ItemPlace = z.infer<typeof itemPlace>;

/** Opens the array of an item, or of several, does something with it, and closes it. */
export async function withItem<T>(
  { files, isVolume }: ItemPlace,
  context: TaskContext,
  action: (file: ArrayFile) => Promise<T>,
): Promise<T> {
  // Reading takes a copy or two of the values; k-space is transformed in double precision.
  const allowed = (file: ArrayFile) => {
    context.allow(6 * declaredBytes(file));
    return action(file);
  };
  if (!isVolume) return withArray(present(files[0], 'a file'), context, allowed);
  const file = await openVolume(
    files.map((place) => context.open(place)),
    (source) => {
      context.progress();
      return openDicom(source);
    },
  );
  try {
    return await allowed(file);
  } finally {
    file.close();
  }
}
