import { z } from 'zod';
import { pad } from '../graph/index.ts';
import { bordersOption } from './borders.ts';
import { defineLayer } from './define.ts';
import { checkImages } from './window.ts';

/** Zeros before and after a sequence [channel, step]. */
export const zeroPadding1d = zeroPadding(1);
/**
 * Zeros around an image [channel, row, column].
 *
 * @example zeroPadding2d({ padding: [[0, 1], [0, 1]] }) // one row below, one column on the right
 */
export const zeroPadding2d = zeroPadding(2);
/** Zeros around a volume [channel, slice, row, column]. */
export const zeroPadding3d = zeroPadding(3);

function zeroPadding(rank: 1 | 2 | 3) {
  return defineLayer({
    type: `ZeroPadding${rank}D`,
    options: z.strictObject({
      /** How many zeros; 1 on every side by default. */
      padding: bordersOption(rank).prefault(1),
    }),
    outputShape: (shape, { padding }) => {
      checkImages(shape, rank);
      const [channels = 0, ...sizes] = shape;
      return [channels, ...padding.map(([before, after], axis) => (sizes[axis] ?? 0) + before + after)];
    },
    trace: (x, { padding }) => {
      const [before, after] = [padding.map((side) => side[0]), padding.map((side) => side[1])];
      return pad(x, [0, 0, ...before], [0, 0, ...after]);
    },
  });
}
