import { z } from 'zod';
import { present } from '../util/errors.ts';
import { defineLayer } from './define.ts';
import { gammaBeta, gammaBetaOptions, gammaBetaWeights } from './gamma-beta.ts';
import { perChannel, standardizeGroups } from './group-normalization.ts';

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
    const normal = standardizeGroups(x, present(x.shape[1], 'channels'), config.epsilon);
    return gammaBeta(normal, perChannel(x), weight, config);
  },
});
