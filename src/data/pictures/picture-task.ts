import { z } from 'zod';
import { DTYPE_BYTES } from '../../formats/array/dtype.ts';
import { type ArrayFile, blockSize } from '../../formats/index.ts';
import { present } from '../../util/errors.ts';
import { type ArrayHeader, headerOf } from '../reading/array-header.ts';
import { type ArrayPlace, arrayPlace, withArray, withVolume } from '../reading/array-place.ts';
import { defineReaderTask, type TaskContext } from '../reading/reader-task.ts';
import { entryOf } from './entry.ts';
import { type GrayWindow, grayWindow } from './gray-window.ts';
import { type Pictures, takePictures } from './take-pictures.ts';

/** Pictures of an array with what is needed to draw them. */
export interface PicturedArray extends Pictures {
  readonly header: ArrayHeader;
  readonly window: GrayWindow;
}

/** Cuts pictures, `most` at most, out of an array in a file or several, or out of one entry along its first axis. */
export const picture = defineReaderTask({
  name: 'picture',
  argument: z.object({ files: z.array(arrayPlace).min(1), entry: z.number().optional(), most: z.number() }),
  result: z.custom<PicturedArray>(
    (value) => z.looseObject({ pictures: z.array(z.unknown()) }).safeParse(value).success,
  ),
  run: ({ files, entry, most }, context) =>
    withFiles(files, context, async (file): Promise<PicturedArray> => {
      const pictured = watched(entry === undefined ? file : entryOf(file, entry), context);
      const sides = pictured.shape.toSorted((a, b) => b - a);
      const pixels = most * (sides[0] ?? 1) * (sides[1] ?? 1);
      context.allow(
        2 * blockSize(file) * DTYPE_BYTES[file.dtype] + 4 * pixels * Float32Array.BYTES_PER_ELEMENT,
      );
      const taken = await takePictures(pictured, most);
      return { ...taken, header: headerOf(pictured), window: grayWindow(pictured, taken) };
    }),
});

/** The array in a file, or the volume that several files make up. */
function withFiles<T>(
  files: readonly ArrayPlace[],
  context: TaskContext,
  action: (file: ArrayFile) => Promise<T>,
): Promise<T> {
  return files.length === 1
    ? withArray(present(files[0], 'a file'), context, action)
    : withVolume(files, context, action);
}

/** The same array, which says with every block that reading gets on. */
function watched(file: ArrayFile, context: TaskContext): ArrayFile {
  const readBlock = (block: number) => {
    context.progress(block / file.blockCount);
    return file.readBlock(block);
  };
  return { ...file, readBlock };
}
