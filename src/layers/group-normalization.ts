import { z } from 'zod';
import * as graph from '../graph/index.ts';
import { check, present } from '../util/errors.ts';
import { defineLayer } from './define.ts';
import { gammaBetaOptions, gammaBetaWeights, normalizationOptions } from './gamma-beta.ts';
import { countOption } from './options.ts';

/**
 * Group normalization (Wu and He 2018): every item gets mean 0 and variance 1 over each group of channels and all
 * positions, then γ · x + β.
 *
 * Weights: `gamma`, `beta` [channel].
 */
export const groupNormalization = defineLayer({
  type: 'GroupNormalization',
  options: z.strictObject({
    /** How many groups the channels form. */
    groups: countOption.default(32),
    ...gammaBetaOptions,
  }),
  outputShape: (shape, { groups }) => {
    const [channels = 0] = shape;
    check(channels % groups === 0, () => ({
      where: 'option "groups"',
      expected: `a divisor of ${channels} channels`,
      received: `${groups}`,
    }));
    return shape;
  },
  weights: ([channels = 0], config) => gammaBetaWeights([channels], config),
  trace: (x, config, weight) => {
    const perChannel = [present(x.shape[1], 'channels')];
    return graph.groupNormalization(x, config.groups, normalizationOptions(perChannel, weight, config));
  },
});
