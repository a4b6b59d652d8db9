import { z } from 'zod';
import { add, mul } from '../graph/index.ts';
import { defineLayer } from './define.ts';

/**
 * x · scale + offset.
 *
 * @example rescaling({ scale: 1 / 255 }) // bytes to [0, 1]
 */
export const rescaling = defineLayer({
  type: 'Rescaling',
  options: z.strictObject({
    scale: z.number('a number'),
    offset: z.number('a number').default(0),
  }),
  outputShape: (shape) => shape,
  trace: (x, { scale, offset }) => {
    const scaled = scale === 1 ? x : mul(x, scale);
    return offset === 0 ? scaled : add(scaled, offset);
  },
});
