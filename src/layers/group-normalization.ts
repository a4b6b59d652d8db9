import { z } from 'zod';
import type { Tensor } from '../graph/index.ts';
import { reshape } from '../graph/index.ts';
import { product } from '../util/arrays.ts';
import { check, present } from '../util/errors.ts';
import { defineLayer } from './define.ts';
import { gammaBeta, gammaBetaOptions, gammaBetaWeights } from './gamma-beta.ts';
import { countOption } from './options.ts';
import { standardize } from './standardize.ts';

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
    const normal = standardizeGroups(x, config.groups, config.epsilon);
    return gammaBeta(normal, perChannel(x), weight, config);
  },
});

/** x with mean 0 and variance 1 over each group of channels and all positions of each item. */
export function standardizeGroups(x: Tensor, groups: number, epsilon: number): Tensor {
  const grouped = reshape(x, [present(x.shape[0], 'batch'), groups, product(x.shape.slice(1)) / groups]);
  return reshape(standardize(grouped, [2], epsilon), x.shape);
}

/** The shape of one number for each channel that broadcasts to x's. */
export function perChannel(x: Tensor): number[] {
  return x.shape.map((size, axis) => (axis === 1 ? size : 1));
}
