import { z } from 'zod';
import { slice } from '../graph/index.ts';
import { formatShape } from '../graph/tensor.ts';
import { check, present } from '../util/errors.ts';
import { bordersOption } from './borders.ts';
import { defineLayer } from './define.ts';
import { checkImages } from './window.ts';

/** The inside of a sequence [channel, step]. */
export const cropping1d = cropping(1);
/**
 * The inside of an image [channel, row, column].
 *
 * @example cropping2d({ cropping: 4 })
 */
export const cropping2d = cropping(2);
/** The inside of a volume [channel, slice, row, column]. */
export const cropping3d = cropping(3);

function cropping(rank: 1 | 2 | 3) {
  return defineLayer({
    type: `Cropping${rank}D`,
    options: z.strictObject({
      /** How much is cut off; 1 on every side by default. */
      cropping: bordersOption(rank).prefault(1),
    }),
    outputShape: (shape, config) => {
      checkImages(shape, rank);
      const [channels = 0, ...sizes] = shape;
      const left = config.cropping.map(([before, after], axis) => (sizes[axis] ?? 0) - before - after);
      check(
        left.every((size) => size > 0),
        () => ({ where: 'option "cropping"', expected: 'something to be left', received: formatShape(left) }),
      );
      return [channels, ...left];
    },
    trace: (x, config) => {
      const parts = config.cropping.map(([before, after], i) => {
        return { axis: i + 2, start: before, end: present(x.shape[i + 2], 'axis') - after };
      });
      return slice(x, parts);
    },
  });
}
