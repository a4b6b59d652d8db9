import { z } from 'zod';
import { reduceMax, reduceMean } from '../graph/index.ts';
import { range } from '../util/arrays.ts';
import { defineLayer } from './define.ts';
import { checkImages } from './window.ts';

/** The mean of each channel of a sequence [channel, step]: [channel]. */
export const globalAveragePooling1d = globalPooling('Average', 1);
/** The mean of each channel of an image [channel, row, column]: [channel]. */
export const globalAveragePooling2d = globalPooling('Average', 2);
/** The mean of each channel of a volume [channel, slice, row, column]: [channel]. */
export const globalAveragePooling3d = globalPooling('Average', 3);
/** The largest value of each channel of a sequence [channel, step]: [channel]. */
export const globalMaxPooling1d = globalPooling('Max', 1);
/** The largest value of each channel of an image [channel, row, column]: [channel]. */
export const globalMaxPooling2d = globalPooling('Max', 2);
/** The largest value of each channel of a volume [channel, slice, row, column]: [channel]. */
export const globalMaxPooling3d = globalPooling('Max', 3);

function globalPooling(kind: 'Average' | 'Max', rank: 1 | 2 | 3) {
  const reduce = kind === 'Average' ? reduceMean : reduceMax;
  return defineLayer({
    type: `Global${kind}Pooling${rank}D`,
    options: z.strictObject({
      /** Whether the spatial axes stay, with size 1. */
      keepDims: z.boolean('true or false').default(false),
    }),
    outputShape: (shape, { keepDims }) => {
      checkImages(shape, rank);
      const [channels = 0, ...sizes] = shape;
      return keepDims ? [channels, ...sizes.map(() => 1)] : [channels];
    },
    trace: (x, { keepDims }) => reduce(x, range(2, x.rank), keepDims),
    sight: () => 'everything',
  });
}
