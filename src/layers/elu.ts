import { z } from 'zod';
import * as graph from '../graph/index.ts';
import { defineLayer } from './define.ts';

/** x where positive, else α (eˣ − 1) (Clevert et al. 2016). */
export const elu = defineLayer({
  type: 'ELU',
  options: z.strictObject({ alpha: z.number('a number').default(1) }),
  outputShape: (shape) => shape,
  trace: (x, { alpha }) => graph.elu(x, alpha),
});
