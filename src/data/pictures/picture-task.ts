import { z } from 'zod';
import { DTYPE_BYTES } from '../../formats/dtype.ts';
import { blockSize } from '../../formats/index.ts';
import { type ArrayHeader, headerOf } from '../reading/array-header.ts';
import { arrayPlace, withArray } from '../reading/inspect.ts';
import { defineReaderTask } from '../reading/reader-task.ts';
import { type GrayWindow, grayWindow } from './gray-window.ts';
import { type Pictures, takePictures } from './take-pictures.ts';

/** Pictures of an array with what is needed to draw them. */
export interface PicturedArray extends Pictures {
  readonly header: ArrayHeader;
  readonly window: GrayWindow;
}

/** Cuts pictures out of an array in a file, `most` at most. */
export const picture = defineReaderTask({
  name: 'picture',
  argument: arrayPlace.extend({ most: z.number() }),
  result: z.custom<PicturedArray>(
    (value) => z.looseObject({ pictures: z.array(z.unknown()) }).safeParse(value).success,
  ),
  run: ({ most, ...place }, context) =>
    withArray(place, context, async (file): Promise<PicturedArray> => {
      const pictures = 2 * most * Math.max(...file.shape) ** 2 * Float32Array.BYTES_PER_ELEMENT;
      context.allow(2 * blockSize(file) * DTYPE_BYTES[file.dtype] + pictures);
      const watched = {
        ...file,
        readBlock: (block: number) => {
          context.progress(block / file.blockCount);
          return file.readBlock(block);
        },
      };
      const taken = await takePictures(watched, most);
      return { ...taken, header: headerOf(file), window: grayWindow(file, taken) };
    }),
});
