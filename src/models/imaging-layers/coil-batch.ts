import { z } from 'zod';
import { reshape } from '../../graph/index.ts';
import { defineLayer } from '../../layers/index.ts';
import { countOption } from '../../layers/options.ts';
import { present } from '../../util/errors.ts';
import { checkCoilImages, checkComplexImage } from './complex-shapes.ts';

/**
 * The coils join the batch: what follows treats each coil's image [2, row, column] as an item of its own, with the same
 * weights, until {@link batchToCoils} puts them together again.
 *
 * @example batchToCoils({ coils: 8 })(network(coilsToBatch()(coilImages)))
 */
export const coilsToBatch = defineLayer({
  type: 'CoilsToBatch',
  options: z.strictObject({}),
  outputShape: (shape) => {
    checkCoilImages(shape);
    return shape.slice(1);
  },
  trace: (x) => reshape(x, [-1, ...x.shape.slice(2)]),
});

/** The inverse of {@link coilsToBatch}: [2, row, column] of each coil to [coil, 2, row, column]. */
export const batchToCoils = defineLayer({
  type: 'BatchToCoils',
  options: z.strictObject({ coils: countOption }),
  outputShape: (shape, { coils }) => {
    checkComplexImage(shape);
    return [coils, ...shape];
  },
  trace: (x, { coils }) => reshape(x, [present(x.shape[0], 'a batch') / coils, coils, ...x.shape.slice(1)]),
});
