import { z } from 'zod';
import { type ArrayFile, blockSize } from '../../formats/array/array-file.ts';
import { DTYPE_BYTES } from '../../formats/array/dtype.ts';
import { isGzip } from '../../formats/bytes/gzip.ts';
import { gunzipSource } from '../../formats/bytes/gzip-source.ts';
import { type ByteSource, headOf } from '../../formats/bytes/source.ts';
import { openDicom } from '../../formats/dicom/open.ts';
import { openVolume } from '../../formats/dicom/volume.ts';
import { openArray } from '../../formats/open.ts';
import type { TaskContext } from './reader-task.ts';

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

/** Opens an array, does something with it, and closes it. */
export async function withArray<T>(
  { path, root, member }: ArrayPlace,
  context: TaskContext,
  action: (file: ArrayFile) => Promise<T>,
): Promise<T> {
  const file = await openArray(context.open({ path, root }), { ...(member !== undefined && { member }) });
  return closing(file, action);
}

/** Opens a DICOM volume of slices, a file each, does something with it, and closes it. */
export async function withVolume<T>(
  files: readonly ArrayPlace[],
  context: TaskContext,
  action: (file: ArrayFile) => Promise<T>,
): Promise<T> {
  const sources = files.map((place) => unpacked(context.open(place)));
  const file = await openVolume(sources, (source) => {
    context.progress();
    return openDicom(source);
  });
  return closing(file, action);
}

async function closing<T>(file: ArrayFile, action: (file: ArrayFile) => Promise<T>): Promise<T> {
  try {
    return await action(file);
  } finally {
    file.close();
  }
}

/** A file, or what is packed in it with gzip. */
export function unpacked(source: ByteSource): ByteSource {
  return isGzip(headOf(source, 2)) ? gunzipSource(source) : source;
}

/** How many bytes the values take that a header declares. */
export function declaredBytes(file: ArrayFile): number {
  return blockSize(file) * file.blockCount * DTYPE_BYTES[file.dtype];
}
