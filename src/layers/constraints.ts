import { z } from 'zod';
import type { Tensor } from '../graph/index.ts';
import { add, clip, div, mul, norm, reduceMean, relu, sub } from '../graph/index.ts';

/** What a weight is put back to after every update: a tensor of its shape. */
export type Constraint = (weight: Tensor) => Tensor;

/** Keeps divisions by a vanishing norm finite, as in Keras. */
const EPSILON = 1e-7;

/** Negative values become zero. */
export function nonNegative(): Constraint {
  return relu;
}

/** Norms over `axes` above `maxValue` are scaled down to it. */
export function maxNorm(axes: readonly number[], maxValue = 2): Constraint {
  return (weight) => {
    const length = norm(weight, axes, true);
    return mul(weight, div(clip(length, 0, maxValue), add(length, EPSILON)));
  };
}

/** Norms over `axes` become 1. */
export function unitNorm(axes: readonly number[]): Constraint {
  return (weight) => div(weight, add(norm(weight, axes, true), EPSILON));
}

/** Means over `axes` become 0. */
export function zeroMean(axes: readonly number[]): Constraint {
  return (weight) => sub(weight, reduceMean(weight, axes, true));
}

const axes = z.array(z.int()).optional();

const single = z.union([
  z.literal(['nonNegative', 'maxNorm', 'unitNorm', 'zeroMean']),
  z.strictObject({ type: z.literal('maxNorm'), maxValue: z.number().positive('a positive number'), axes }),
  z.strictObject({ type: z.literal('unitNorm'), axes }),
  z.strictObject({ type: z.literal('zeroMean'), axes }),
]);

/** A constraint in a layer's options: its name, its name with settings, or several, applied in their order. */
export const constraintOption = z.union(
  [single, z.array(single)],
  "a constraint, 'nonNegative', 'maxNorm', 'unitNorm', 'zeroMean', one with settings such as " +
    "{ type: 'maxNorm', maxValue: 3 }, or a list of them",
);

/** The constraint that an option names, over `incoming` axes (those of one unit's own weights) unless it says. */
export function constraintOf(
  option: z.output<typeof constraintOption>,
  incoming: readonly number[],
): Constraint {
  const steps = (Array.isArray(option) ? option : [option]).map((one) => singleOf(one, incoming));
  return (weight) => steps.reduce((constrained, step) => step(constrained), weight);
}

function singleOf(option: z.output<typeof single>, incoming: readonly number[]): Constraint {
  const { type, axes = incoming } = typeof option === 'string' ? { type: option } : option;
  switch (type) {
    case 'nonNegative':
      return nonNegative();
    case 'maxNorm':
      return maxNorm(axes, typeof option === 'object' && 'maxValue' in option ? option.maxValue : undefined);
    case 'unitNorm':
      return unitNorm(axes);
    case 'zeroMean':
      return zeroMean(axes);
  }
}
