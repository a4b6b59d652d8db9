import { z } from 'zod';
import * as graph from '../graph/index.ts';
import { defineLayer } from './define.ts';

const RATE = 'a fraction of at least 0 and below 1';

/** The fraction of numbers that a dropout sets to zero. */
export const rateOption = z.number(RATE).min(0, RATE).lt(1, RATE);

/**
 * In training, a fraction `rate` of the numbers becomes zero and the others grow to keep the mean (Srivastava et
 * al. 2014); otherwise nothing happens.
 *
 * @example dropout({ rate: 0.5 })
 */
export const dropout = defineLayer({
  type: 'Dropout',
  options: z.strictObject({ rate: rateOption }),
  outputShape: (shape) => shape,
  trace: (x, { rate }, _, { training, stream }) => (training ? graph.dropout(x, rate, stream) : x),
});
