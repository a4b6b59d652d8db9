import { z } from 'zod';
import { Cutter } from '../../../data/pictures/cutter.ts';
import { defineReaderTask } from '../../../data/reading/reader-task.ts';
import { isComplex } from '../../../formats/index.ts';
import { range } from '../../../util/arrays.ts';
import { check } from '../../../util/errors.ts';
import { cuttingBytes, imagePlace, pictureCount, planeAt, withImage } from './image-place.ts';

/** Pictures one behind the other. */
export interface PictureValues {
  readonly values: Float32Array;
  /** [picture, row, column, sample or part]. */
  readonly shape: readonly number[];
}

/** Reads some pictures of an image, from `first` on; complex values as pairs (real, imaginary). */
export const readPictures = defineReaderTask({
  name: 'read-pictures',
  argument: imagePlace.extend({
    fixed: z.array(z.number()).optional(),
    first: z.number().int().nonnegative(),
    count: z.number().int().positive(),
  }),
  result: z.object({ values: z.instanceof(Float32Array), shape: z.array(z.number()) }),
  run: ({ fixed, first, count, ...where }, context) =>
    withImage(where, context, async (file): Promise<PictureValues> => {
      const plane = planeAt(file, fixed, count);
      const most = pictureCount(file, plane);
      check(first + count <= most, () => ({
        where: file.format,
        expected: `pictures from 0 to ${most - 1}`,
        received: `${first} to ${first + count - 1}`,
      }));
      context.allow(cuttingBytes(file, plane, count));
      const cutter = new Cutter(file, plane, 'pairs');
      const pictures = await cutter.cut(range(first, first + count));
      const size = pictures[0]?.length ?? 0;
      const values = new Float32Array(count * size);
      for (const [i, picture] of pictures.entries()) values.set(picture, i * size);
      const [rows, columns] = [file.shape[plane.rowAxis] ?? 1, file.shape[plane.columnAxis] ?? 1];
      return { values, shape: [count, rows, columns, isComplex(file.dtype) ? 2 : cutter.samples] };
    }),
});
