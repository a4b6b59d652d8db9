import { z } from 'zod';
import type { Shape, Tensor } from '../graph/index.ts';
import { constant, div, sub } from '../graph/index.ts';
import { check } from '../util/errors.ts';
import { axisOption, checkAxis } from './axis.ts';
import { defineLayer } from './define.ts';

const STATISTIC = 'a number, or one for each element of the axis';

const nonNegative = z.number().min(0, 'a number of 0 or more');

/**
 * (x − mean) / √variance with the statistics of the training data, which the layer keeps in its settings: what
 * was done to the data in training is done wherever the model goes.
 *
 * @example normalization({ mean: 0.1307, variance: 0.3081 ** 2 })
 */
export const normalization = defineLayer({
  type: 'Normalization',
  options: z.strictObject({
    mean: z.union([z.number(), z.array(z.number())], STATISTIC),
    variance: z.union([nonNegative, z.array(nonNegative)], STATISTIC),
    /** The axis that has statistics of its own for each element: the channels by default. */
    axis: axisOption.default(1),
  }),
  outputShape: (shape, { axis, mean, variance }) => {
    checkLength('mean', mean, shape, axis);
    checkLength('variance', variance, shape, axis);
    return shape;
  },
  trace: (x, { axis, mean, variance }) => {
    return div(sub(x, along(axis, mean, x)), along(axis, variance, x, deviation));
  },
});

type Statistic = number | readonly number[];

/** Never zero: a feature that never varied stays finite, as in Keras. */
function deviation(variance: number): number {
  return Math.max(Math.sqrt(variance), 1e-7);
}

function checkLength(option: string, statistic: Statistic, shape: Shape, axis: number): void {
  if (typeof statistic === 'number') return;
  const size = shape[checkAxis(axis, shape)];
  check(statistic.length === size, () => ({
    where: `option "${option}"`,
    expected: `${size} numbers, as axis ${axis} has elements`,
    received: `${statistic.length}`,
  }));
}

/** A statistic as a tensor that broadcasts along `axis` of x. */
function along(axis: number, statistic: Statistic, x: Tensor, of = (value: number) => value): Tensor {
  if (typeof statistic === 'number') return constant(of(statistic));
  const at = axis < 0 ? axis + x.rank : axis;
  const shape = x.shape.map((_, i) => (i === at ? statistic.length : 1));
  return constant(statistic.map(of), shape);
}
