import { z } from 'zod';
import { leakyRelu } from '../graph/index.ts';
import { defineLayer } from './define.ts';

/** x where positive, else negativeSlope · x (Maas et al. 2013). */
export const leakyReLU = defineLayer({
  type: 'LeakyReLU',
  options: z.strictObject({
    negativeSlope: z.number().min(0, 'a number of 0 or more').default(0.3),
  }),
  outputShape: (shape) => shape,
  trace: (x, { negativeSlope }) => leakyRelu(x, negativeSlope),
});
