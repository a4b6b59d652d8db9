import { z } from 'zod';
import { normalizeOver } from '../graph/index.ts';
import { axisOption, checkAxis } from './axis.ts';
import { defineLayer } from './define.ts';
import { gammaBetaOptions, gammaBetaWeights, normalizationOptions } from './gamma-beta.ts';

/**
 * Layer normalization (Ba et al. 2016): every item gets mean 0 and variance 1 over `axis`, then γ · x + β.
 *
 * Weights: `gamma`, `beta` of the axes' sizes.
 *
 * @example layerNormalization({ axis: [1, 2, 3] }) // over the whole image
 */
export const layerNormalization = defineLayer({
  type: 'LayerNormalization',
  options: z.strictObject({
    /** The axis, or axes, that are normalized together: the channels by default. */
    axis: z
      .union([axisOption, z.array(axisOption).min(1, 'an axis')], 'an axis, or a list of them')
      .default(1),
    ...gammaBetaOptions,
  }),
  outputShape: (shape, { axis }) => {
    for (const one of [axis].flat()) checkAxis(one, shape);
    return shape;
  },
  weights: (shape, config) => {
    const indices = new Set([config.axis].flat().map((axis) => checkAxis(axis, shape)));
    return gammaBetaWeights(
      shape.filter((_, i) => indices.has(i)),
      config,
    );
  },
  trace: (x, config, weight) => {
    const axes = [config.axis].flat().map((axis) => (axis < 0 ? axis + x.rank : axis));
    const wide = x.shape.map((size, i) => (axes.includes(i) ? size : 1));
    return normalizeOver(x, axes, normalizationOptions(wide, weight, config)).y;
  },
});
