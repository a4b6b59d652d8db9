import { z } from 'zod';
import { affine } from '../graph/index.ts';
import { check, present } from '../util/errors.ts';
import { activations } from './activations.ts';
import { defineLayer } from './define.ts';
import { countOption, kernelOptions, kernelWeights } from './options.ts';

/**
 * y = activation(x · kernel + bias) over the last axis: [..., in] to [..., units].
 *
 * Weights: `kernel` [in, units], `bias` [units].
 *
 * @example dense({ units: 10 })
 */
export const dense = defineLayer({
  type: 'Dense',
  options: z.strictObject({
    /** How many numbers come out. */
    units: countOption,
    ...kernelOptions,
  }),
  outputShape: (shape, { units }) => {
    check(shape.length > 0, () => ({
      where: '',
      expected: 'an input [features]',
      received: 'a single number',
    }));
    return shape.with(-1, units);
  },
  weights: (shape, config) => {
    const kernel = [present(shape.at(-1), 'the last axis'), config.units];
    return kernelWeights(kernel, [0], config.units, config);
  },
  trace: (x, { activation, useBias }, weight) => {
    const y = affine(x, weight('kernel'), useBias ? weight('bias') : undefined);
    return activations[activation](y, -1);
  },
  sight: () => 'everything',
});
