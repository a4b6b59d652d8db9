import { z } from 'zod';
import { itemPlace, withItem } from '../../../audit/reading/open-item.ts';
import { entryOf } from '../../../data/pictures/entry.ts';
import { type ViewingPlane, viewingPlane } from '../../../data/pictures/viewing-plane.ts';
import type { TaskContext } from '../../../data/reading/reader-task.ts';
import type { ArrayFile } from '../../../formats/index.ts';
import { product } from '../../../util/arrays.ts';
import { check } from '../../../util/errors.ts';

/** The schema of where an image lies: its files, and which entry along their first axis, where each is an image. */
export const imagePlace = z.object({ place: itemPlace, entry: z.number().int().nonnegative().optional() });

/** Where an image lies. */
export type ImagePlace = z.infer<typeof imagePlace>;

/** Opens an image, does something with it, and closes it. */
export function withImage<T>(
  { place, entry }: ImagePlace,
  context: TaskContext,
  action: (file: ArrayFile) => Promise<T>,
): Promise<T> {
  return withItem(place, context, (file) => {
    const readBlock = (block: number) => {
      context.progress(block / file.blockCount);
      return file.readBlock(block);
    };
    const watched = { ...file, readBlock };
    return action(entry === undefined ? watched : entryOf(watched, entry));
  });
}

/** The most numbers that are handed on at once. */
const MOST_NUMBERS = 2 ** 27;

/**
 * The plane in which an image is shown, at a place on the axes that are not.
 *
 * @throws InputError for a place that is not there, a table, and pictures that are too many or too large.
 */
export function planeAt(file: ArrayFile, fixed: readonly number[] | undefined, count: number): ViewingPlane {
  const plane = viewingPlane(file);
  const { shape, axes, format } = file;
  check(format !== 'csv' && axes.length > 0, () => ({
    where: format,
    expected: 'something to look at: images or k-space',
    received: format === 'csv' ? 'a table' : 'a single number',
  }));
  check(
    !fixed || (fixed.length === shape.length && fixed.every((at, axis) => at < (shape[axis] ?? 0))),
    () => ({
      where: format,
      expected: `a place in an array of shape [${shape.join(', ')}]`,
      received: `[${fixed?.join(', ')}]`,
    }),
  );
  const numbers = 2 * count * product([shape[plane.rowAxis] ?? 1, shape[plane.columnAxis] ?? 1]);
  check(numbers <= MOST_NUMBERS, () => ({
    where: format,
    expected: `at most ${MOST_NUMBERS / 2} pixels at once`,
    received: `${count} of shape [${shape.join(', ')}]`,
  }));
  return fixed ? { ...plane, fixed } : plane;
}

/** What cutting pictures and handing them on takes, in bytes: them, what they are joined in, and what is sent. */
export function cuttingBytes(
  { shape }: ArrayFile,
  { rowAxis, columnAxis }: ViewingPlane,
  count: number,
): number {
  return 3 * 8 * count * (shape[rowAxis] ?? 1) * (shape[columnAxis] ?? 1);
}

/** How many pictures there are in a plane. */
export function pictureCount({ shape }: Pick<ArrayFile, 'shape'>, { pictureAxis }: ViewingPlane): number {
  return pictureAxis === undefined ? 1 : (shape[pictureAxis] ?? 1);
}
