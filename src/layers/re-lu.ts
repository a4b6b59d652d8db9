import { z } from 'zod';
import { leakyRelu, min, relu } from '../graph/index.ts';
import { defineLayer } from './define.ts';

/** max(x, 0), on request with a slope where x is negative and an upper limit. */
export const reLU = defineLayer({
  type: 'ReLU',
  options: z.strictObject({
    /** No output is larger; no limit by default. */
    maxValue: z.number().min(0, 'a number of 0 or more').optional(),
    negativeSlope: z.number().min(0, 'a number of 0 or more').default(0),
  }),
  outputShape: (shape) => shape,
  trace: (x, { maxValue, negativeSlope }) => {
    const y = negativeSlope === 0 ? relu(x) : leakyRelu(x, negativeSlope);
    return maxValue === undefined ? y : min(y, maxValue);
  },
});
