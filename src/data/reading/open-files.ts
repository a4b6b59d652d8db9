import { openDicom } from '../../formats/dicom/open.ts';
import { openVolume } from '../../formats/dicom/volume.ts';
import type { ArrayFile } from '../../formats/index.ts';
import { present } from '../../util/errors.ts';
import { type ArrayPlace, withArray } from './inspect.ts';
import type { TaskContext } from './reader-task.ts';

/** Opens the array in a file, or the DICOM volume that several files make up, does something with it, and closes it. */
export async function withFiles<T>(
  places: readonly ArrayPlace[],
  context: TaskContext,
  action: (file: ArrayFile) => Promise<T>,
): Promise<T> {
  if (places.length === 1) return withArray(present(places[0], 'a file'), context, action);
  const sources = places.map((place) => context.open(place));
  const file = await openVolume(sources, (source) => {
    context.progress();
    return openDicom(source);
  });
  try {
    return await action(file);
  } finally {
    file.close();
  }
}
