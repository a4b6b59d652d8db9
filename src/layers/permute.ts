import { z } from 'zod';
import type { Shape } from '../graph/index.ts';
import { transpose } from '../graph/index.ts';
import { formatShape } from '../graph/tensor.ts';
import { range, sameItems } from '../util/arrays.ts';
import { check, present } from '../util/errors.ts';
import { defineLayer } from './define.ts';
import { countOption } from './options.ts';

/**
 * Axes in another order. Counting starts at 1, for the batch stays where it is.
 *
 * @example permute({ dims: [2, 1] }) // [time, features] to [features, time]
 */
export const permute = defineLayer({
  type: 'Permute',
  options: z.strictObject({
    /** For each axis of the output, which of the input it is. */
    dims: z.array(countOption, 'a list of axes, from 1'),
  }),
  outputShape: (shape, { dims }) => {
    checkDims(dims, shape);
    return dims.map((dim) => present(shape[dim - 1], 'axis'));
  },
  trace: (x, { dims }) => transpose(x, [0, ...dims]),
});

function checkDims(dims: readonly number[], shape: Shape): void {
  const sorted = dims.toSorted((a, b) => a - b);
  check(sameItems(sorted, range(1, shape.length + 1)), () => ({
    where: 'option "dims"',
    expected: `each axis from 1 to ${shape.length} of ${formatShape(shape)} once`,
    received: formatShape(dims),
  }));
}
