import { z } from 'zod';
import { reshape } from '../graph/index.ts';
import { product } from '../util/arrays.ts';
import { defineLayer } from './define.ts';

/** All axes but the batch's as one, row-major: [channel, row, column] to [channel · row · column]. */
export const flatten = defineLayer({
  type: 'Flatten',
  options: z.strictObject({}),
  outputShape: (shape) => [product(shape)],
  trace: (x) => reshape(x, [x.shape[0] ?? 1, product(x.shape.slice(1))]),
});
