import { z } from 'zod';
import type { NormalizationOptions, Shape } from '../graph/index.ts';
import { reshape } from '../graph/index.ts';
import { constraintOption } from './constraints.ts';
import type { WeightTensors } from './define.ts';
import { initializerOption } from './initializers.ts';
import { trainableWeight } from './options.ts';
import { regularizerOption } from './regularizers.ts';
import type { WeightSpec } from './weight.ts';

/** The options of every layer that normalizes and then lets γ · x + β be learned. */
export const gammaBetaOptions = {
  /** Added to the variance. */
  epsilon: z.number('a positive number').positive('a positive number').default(1e-3),
  /** Whether β is learned. */
  center: z.boolean('true or false').default(true),
  /** Whether γ is learned. */
  scale: z.boolean('true or false').default(true),
  betaInitializer: initializerOption.default('zeros'),
  gammaInitializer: initializerOption.default('ones'),
  betaRegularizer: regularizerOption.optional(),
  gammaRegularizer: regularizerOption.optional(),
  betaConstraint: constraintOption.optional(),
  gammaConstraint: constraintOption.optional(),
};

const schema = z.object(gammaBetaOptions);

/** What {@link gammaBetaOptions} hold. */
export type GammaBetaConfig = z.output<typeof schema>;

/** The weights that {@link gammaBetaOptions} describe: `gamma` and `beta`. */
export function gammaBetaWeights(shape: Shape, config: GammaBetaConfig): WeightSpec[] {
  const axes = [...shape.keys()];
  const gamma = trainableWeight('gamma', shape, axes, {
    initializer: config.gammaInitializer,
    regularizer: config.gammaRegularizer,
    constraint: config.gammaConstraint,
  });
  const beta = trainableWeight('beta', shape, axes, {
    initializer: config.betaInitializer,
    regularizer: config.betaRegularizer,
    constraint: config.betaConstraint,
  });
  return [...(config.scale ? [gamma] : []), ...(config.center ? [beta] : [])];
}

/** What a normalization of the graph is to do: ε, and γ and β as far as they are learned, in a shape. */
export function normalizationOptions(
  shape: Shape,
  weight: WeightTensors,
  { epsilon, scale, center }: GammaBetaConfig,
): NormalizationOptions {
  return {
    epsilon,
    ...(scale && { scale: reshape(weight('gamma'), shape) }),
    ...(center && { bias: reshape(weight('beta'), shape) }),
  };
}
