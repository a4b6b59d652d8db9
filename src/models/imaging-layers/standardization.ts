import { z } from 'zod';
import type { Shape, Tensor } from '../../graph/index.ts';
import { add, div, mul, reduceMean, reduceSum, sqrt, square, sub } from '../../graph/index.ts';
import { formatShape } from '../../graph/tensor.ts';
import { defineLayer, defineMergingLayer } from '../../layers/index.ts';
import { product, range, sameItems } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';

/** Added to the standard deviation, in squares: an image of one value stays finite. fastMRI's choice. */
const EPSILON = 1e-11;

/**
 * (x − μ) / σ of every channel of [channel, ...] in every item, with the mean μ and the standard deviation σ (of a
 * sample: divided by n − 1) of the item itself; {@link undoStandardization} brings back what they took.
 */
export const standardization = defineLayer({
  type: 'Standardization',
  options: z.strictObject({}),
  outputShape: (shape) => {
    checkPositions(shape);
    return shape;
  },
  trace: (x) => {
    const { mean, deviation } = momentsOf(x);
    return div(sub(x, mean), deviation);
  },
});

/**
 * y · σ + μ with the moments of x: inputs y and x, of the same channels; the inverse of {@link standardization}.
 *
 * @example undoStandardization()([network(standardization()(x)), x])
 */
export const undoStandardization = defineMergingLayer({
  type: 'UndoStandardization',
  options: z.strictObject({}),
  outputShape: ([y, x]) => {
    checkPositions(x);
    check(y !== undefined && sameItems(y.slice(0, 1), x.slice(0, 1)), () => ({
      where: '',
      expected: `two inputs of the same channels, as ${formatShape(x)}`,
      received: y ? formatShape(y) : 'one',
    }));
    return y;
  },
  trace: ([y, x]) => {
    const { mean, deviation } = momentsOf(present(x, 'x'));
    return add(mul(present(y, 'y'), deviation), mean);
  },
});

function momentsOf(x: Tensor): { readonly mean: Tensor; readonly deviation: Tensor } {
  const positions = range(2, x.rank);
  const mean = reduceMean(x, positions, true);
  const squares = reduceSum(square(sub(x, mean)), positions, true);
  const variance = div(squares, product(x.shape.slice(2)) - 1);
  return { mean, deviation: sqrt(add(variance, EPSILON ** 2)) };
}

function checkPositions(shape: Shape | undefined): asserts shape is Shape {
  check(shape !== undefined && product(shape.slice(1)) > 1, () => ({
    where: '',
    expected: 'an input [channel, ...] with two or more positions',
    received: shape ? formatShape(shape) : 'nothing',
  }));
}
