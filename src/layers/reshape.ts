import { z } from 'zod';
import type { Shape } from '../graph/index.ts';
import * as graph from '../graph/index.ts';
import { formatShape } from '../graph/tensor.ts';
import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { defineLayer } from './define.ts';

const SHAPE = 'a shape without the batch axis, at most one size -1';

/**
 * The same numbers in the same order under another shape.
 *
 * @example reshape({ targetShape: [1, 28, 28] })
 */
export const reshape = defineLayer({
  type: 'Reshape',
  options: z.strictObject({
    /** The shape without the batch axis. One size may be -1: it follows from the others. */
    targetShape: z
      .array(
        z.int(SHAPE).refine((size) => size === -1 || size > 0, SHAPE),
        SHAPE,
      )
      .refine((shape) => shape.filter((size) => size === -1).length <= 1, SHAPE),
  }),
  outputShape: (shape, { targetShape }) => completed(targetShape, shape),
  trace: (x, { targetShape }) => {
    return graph.reshape(x, [x.shape[0] ?? 1, ...completed(targetShape, x.shape.slice(1))]);
  },
});

function completed(target: Shape, shape: Shape): Shape {
  const known = product(target.filter((size) => size !== -1));
  const full = target.map((size) => (size === -1 ? product(shape) / known : size));
  check(full.every(Number.isInteger) && product(full) === product(shape), () => ({
    where: 'option "targetShape"',
    expected: `a shape of ${product(shape)} numbers, as ${formatShape(shape)} has`,
    received: formatShape(target),
  }));
  return full;
}
