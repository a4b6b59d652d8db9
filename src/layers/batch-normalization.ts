import { z } from 'zod';
import type { Tensor } from '../graph/index.ts';
import { add, mul, normalizeBy, normalizeOver, reshape } from '../graph/index.ts';
import { range } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import { axisOption, checkAxis } from './axis.ts';
import { defineLayer, type WeightTensors } from './define.ts';
import { gammaBetaOptions, gammaBetaWeights, normalizationOptions } from './gamma-beta.ts';
import { initializerOf, initializerOption } from './initializers.ts';
import type { CallContext } from './layer.ts';

const MOMENTUM = 'a fraction from 0 to 1';

/**
 * Batch normalization (Ioffe and Szegedy 2015): every channel gets mean 0 and variance 1, then γ · x + β. In
 * training the statistics are the batch's, and moving averages of them are kept; otherwise, and where the layer is
 * not trainable, they are those averages.
 *
 * Weights: `gamma`, `beta` [channel]; not trained: `movingMean`, `movingVariance` [channel].
 *
 * @example batchNormalization()
 */
export const batchNormalization = defineLayer({
  type: 'BatchNormalization',
  options: z.strictObject({
    /** The axis that has statistics of its own for each element: the channels by default. */
    axis: axisOption.default(1),
    /** How much of a moving average remains after a step. */
    momentum: z.number(MOMENTUM).min(0, MOMENTUM).max(1, MOMENTUM).default(0.99),
    ...gammaBetaOptions,
    movingMeanInitializer: initializerOption.default('zeros'),
    movingVarianceInitializer: initializerOption.default('ones'),
  }),
  outputShape: (shape, { axis }) => {
    checkAxis(axis, shape);
    return shape;
  },
  weights: (shape, config) => {
    const own = [present(shape[checkAxis(config.axis, shape)], 'channels')];
    const moving = (name: string, option: z.output<typeof initializerOption>) => {
      return { name, shape: own, initializer: initializerOf(option), trainable: false };
    };
    return [
      ...gammaBetaWeights(own, config),
      moving('movingMean', config.movingMeanInitializer),
      moving('movingVariance', config.movingVarianceInitializer),
    ];
  },
  trace: (x, config, weight, context) => {
    const axis = config.axis < 0 ? config.axis + x.rank : config.axis;
    const wide = x.shape.map((size, i) => (i === axis ? size : 1));
    const options = normalizationOptions(wide, weight, config);
    if (!context.training || !context.trainable) {
      const moving = (name: string) => reshape(weight(name), wide);
      return normalizeBy(x, moving('movingMean'), moving('movingVariance'), options);
    }
    const others = range(x.rank).filter((i) => i !== axis);
    const { y, mean, variance } = normalizeOver(x, others, options);
    keepAverage('movingMean', mean, config.momentum, weight, context);
    keepAverage('movingVariance', variance, config.momentum, weight, context);
    return y;
  },
});

/** moving ← momentum · moving + (1 − momentum) · batch */
function keepAverage(
  name: string,
  batch: Tensor,
  momentum: number,
  weight: WeightTensors,
  context: CallContext,
): void {
  const moving = weight(name);
  context.update(name, add(mul(moving, momentum), mul(reshape(batch, moving.shape), 1 - momentum)));
}
