import { z } from 'zod';
import { activationOption } from './activations.ts';
import { constraintOf, constraintOption } from './constraints.ts';
import { initializerOf, initializerOption } from './initializers.ts';
import { regularizerOf, regularizerOption } from './regularizers.ts';
import type { WeightSpec } from './weight.ts';

const COUNT = 'a whole number of 1 or more';

/** A whole number of 1 or more: units, filters, sizes. */
export const countOption = z.int(COUNT).min(1, COUNT);

/** One count for each of `rank` spatial axes; a number alone stands for all of them. */
export function countsOption(rank: number) {
  const expected = rank === 1 ? COUNT : `${COUNT}, or a list of ${rank}`;
  return z
    .union([countOption, z.array(countOption).length(rank, expected)], expected)
    .transform((given) => (typeof given === 'number' ? Array.from({ length: rank }, () => given) : given));
}

/** How one weight starts and what it is held to. */
export interface WeightOptions {
  readonly initializer: z.output<typeof initializerOption>;
  readonly regularizer?: z.output<typeof regularizerOption> | undefined;
  readonly constraint?: z.output<typeof constraintOption> | undefined;
}

/**
 * A trainable weight as a layer's options describe it. `incoming` are the axes over which one unit's own weights
 * lie: what a constraint on their norm or mean means.
 */
export function trainableWeight(
  name: string,
  shape: readonly number[],
  incoming: readonly number[],
  { initializer, regularizer, constraint }: WeightOptions,
): WeightSpec {
  return {
    name,
    shape,
    initializer: initializerOf(initializer),
    trainable: true,
    ...(regularizer && { regularizer: regularizerOf(regularizer) }),
    ...(constraint && { constraint: constraintOf(constraint, incoming) }),
  };
}

/** The options of every layer that multiplies by a kernel, adds a bias and applies an activation. */
export const kernelOptions = {
  /** What is applied to each output; `linear` by default. */
  activation: activationOption.default('linear'),
  /** Whether a bias is added; leave it out before a normalization. */
  useBias: z.boolean('true or false').default(true),
  kernelInitializer: initializerOption.default('glorotUniform'),
  biasInitializer: initializerOption.default('zeros'),
  kernelRegularizer: regularizerOption.optional(),
  biasRegularizer: regularizerOption.optional(),
  kernelConstraint: constraintOption.optional(),
  biasConstraint: constraintOption.optional(),
};

const kernelSchema = z.object(kernelOptions);

/** The weights that {@link kernelOptions} describe: `kernel`, and `bias` where one is used. */
export function kernelWeights(
  kernel: readonly number[],
  incoming: readonly number[],
  filters: number,
  options: z.output<typeof kernelSchema>,
): WeightSpec[] {
  const weight = trainableWeight('kernel', kernel, incoming, {
    initializer: options.kernelInitializer,
    regularizer: options.kernelRegularizer,
    constraint: options.kernelConstraint,
  });
  if (!options.useBias) return [weight];
  const bias = trainableWeight('bias', [filters], [0], {
    initializer: options.biasInitializer,
    regularizer: options.biasRegularizer,
    constraint: options.biasConstraint,
  });
  return [weight, bias];
}
