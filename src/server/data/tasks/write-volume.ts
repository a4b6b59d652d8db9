import { z } from 'zod';
import { Cutter } from '../../../data/pictures/cutter.ts';
import type { ViewingPlane } from '../../../data/pictures/viewing-plane.ts';
import { defineReaderTask } from '../../../data/reading/reader-task.ts';
import { type ArrayFile, type Geometry, writeNifti } from '../../../formats/index.ts';
import { range } from '../../../util/arrays.ts';
import { check } from '../../../util/errors.ts';
import { cuttingBytes, imagePlace, pictureCount, planeAt, withImage } from './image-place.ts';

/** Longer sides than this are no texture of a graphics card. */
const LONGEST_SIDE = 2048;

/**
 * Writes a volume of any format as NIfTI, for viewers that know that best: they never see a file that we have not
 * written ourselves.
 */
export const writeVolume = defineReaderTask({
  name: 'write-volume',
  argument: imagePlace.extend({ fixed: z.array(z.number()).optional() }),
  result: z.instanceof(Uint8Array),
  run: ({ fixed, ...where }, context) =>
    withImage(where, context, async (file) => {
      const count = pictureCount(file, planeAt(file, fixed, 1));
      const plane = { ...planeAt(file, fixed, count), flipRows: false, flipColumns: false };
      const shape = [file.shape[plane.columnAxis] ?? 1, file.shape[plane.rowAxis] ?? 1, count];
      check(Math.max(...shape) <= LONGEST_SIDE, () => ({
        where: file.format,
        expected: `a volume with sides of at most ${LONGEST_SIDE}`,
        received: shape.join(' × '),
      }));
      context.allow(cuttingBytes(file, plane, count));
      const pictures = await new Cutter(file, plane).cut(range(count));
      const size = pictures[0]?.length ?? 0;
      const values = new Float32Array(count * size);
      for (const [i, picture] of pictures.entries()) values.set(picture, i * size);
      const geometry = geometryOf(file, plane);
      return writeNifti({ shape, values, dtype: 'float32', ...(geometry && { geometry }) });
    }),
});

/** The geometry of columns, rows and pictures, in this order. */
function geometryOf({ geometry }: ArrayFile, plane: ViewingPlane): Geometry | undefined {
  if (!geometry) return undefined;
  const places = [plane.columnAxis, plane.rowAxis, plane.pictureAxis ?? -1].map((axis) =>
    geometry.axes.indexOf(axis),
  );
  if (places.includes(-1)) return undefined;
  const { directions, origin } = geometry;
  const pick = <T>(values: readonly T[]) => places.flatMap((place) => values[place] ?? []);
  const turned = directions && places.flatMap((place) => (directions[place] ? [directions[place]] : []));
  return {
    axes: [0, 1, 2],
    spacing: pick(geometry.spacing),
    ...(turned && { directions: turned }),
    ...(origin && { origin }),
  };
}
