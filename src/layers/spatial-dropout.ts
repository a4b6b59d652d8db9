import { z } from 'zod';
import type { Tensor } from '../graph/index.ts';
import { cast, div, greaterOrEqual, mul, randomUniform } from '../graph/index.ts';
import { defineLayer } from './define.ts';
import { rateOption } from './dropout.ts';
import { checkImages } from './window.ts';

/** {@link spatialDropout2d} for sequences [channel, step]. */
export const spatialDropout1d = spatialDropout(1);
/** In training, a fraction `rate` of the channels of an image becomes zero (Tompson et al. 2015). */
export const spatialDropout2d = spatialDropout(2);
/** {@link spatialDropout2d} for volumes [channel, slice, row, column]. */
export const spatialDropout3d = spatialDropout(3);

function spatialDropout(rank: 1 | 2 | 3) {
  return defineLayer({
    type: `SpatialDropout${rank}D`,
    options: z.strictObject({ rate: rateOption }),
    outputShape: (shape) => {
      checkImages(shape, rank);
      return shape;
    },
    trace: (x, { rate }, _, { training, stream }) => {
      return training && rate > 0 ? dropChannels(x, rate, stream) : x;
    },
  });
}

function dropChannels(x: Tensor, rate: number, stream: string): Tensor {
  const perChannel = x.shape.map((size, axis) => (axis < 2 ? size : 1));
  const keep = greaterOrEqual(randomUniform(stream, perChannel), rate);
  return mul(x, div(cast(keep, 'float32'), 1 - rate));
}
