import { z } from 'zod';
import { upsample } from '../graph/index.ts';
import { defineLayer } from './define.ts';
import { countsOption } from './options.ts';
import { checkImages } from './window.ts';

/** What linear interpolation is called along one, two and three axes. */
const LINEAR = { 1: 'linear', 2: 'bilinear', 3: 'trilinear' } as const;

/** A sequence [channel, step] enlarged by a whole number. */
export const upSampling1d = upSampling(1);
/**
 * An image [channel, row, column] enlarged by whole numbers.
 *
 * @example upSampling2d({ size: 2, interpolation: 'bilinear' })
 */
export const upSampling2d = upSampling(2);
/** A volume [channel, slice, row, column] enlarged by whole numbers. */
export const upSampling3d = upSampling(3);

function upSampling(rank: 1 | 2 | 3) {
  const linear = LINEAR[rank];
  return defineLayer({
    type: `UpSampling${rank}D`,
    options: z.strictObject({
      /** How many times larger the output is; 2 by default. */
      size: countsOption(rank).prefault(2),
      /** Whether pixels are repeated, or linearly interpolated between their centers. */
      interpolation: z.literal(['nearest', linear], `'nearest' or '${linear}'`).default('nearest'),
    }),
    outputShape: (shape, { size }) => {
      checkImages(shape, rank);
      const [channels = 0, ...sizes] = shape;
      return [channels, ...sizes.map((n, axis) => n * (size[axis] ?? 1))];
    },
    trace: (x, { size, interpolation }) => {
      return upsample(x, size, interpolation === 'nearest' ? 'nearest' : 'linear');
    },
    sight: (_, { size, interpolation }) => ({
      reach: size.map((n) => (interpolation === 'nearest' || n === 1 ? 1 : 2)),
      strides: size.map((n) => 1 / n),
    }),
  });
}
