import { z } from 'zod';
import * as graph from '../graph/index.ts';
import { present } from '../util/errors.ts';
import { defineLayer } from './define.ts';
import { gammaBetaOptions, gammaBetaWeights, normalizationOptions } from './gamma-beta.ts';

/**
 * Instance normalization (Ulyanov et al. 2016): every channel of every item gets mean 0 and variance 1 over its
 * positions, then γ · x + β.
 *
 * Weights: `gamma`, `beta` [channel].
 */
export const instanceNormalization = defineLayer({
  type: 'InstanceNormalization',
  options: z.strictObject(gammaBetaOptions),
  outputShape: (shape) => shape,
  weights: ([channels = 0], config) => gammaBetaWeights([channels], config),
  trace: (x, config, weight) => {
    const perChannel = [present(x.shape[1], 'channels')];
    return graph.instanceNormalization(x, normalizationOptions(perChannel, weight, config));
  },
});
