import { z } from 'zod';
import type { Tensor } from '../../graph/index.ts';
import { add, div, mul, sub } from '../../graph/index.ts';
import { formatShape } from '../../graph/tensor.ts';
import { defineMergingLayer, type WeightTensors } from '../../layers/index.ts';
import { trainableWeight } from '../../layers/options.ts';
import { sameItems } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import { checkCoilImages, checkMask } from './complex-shapes.ts';

/**
 * Data consistency: where k-space was sampled, an estimate k gives way to the measurement f,
 *
 *     k + w M (f − k).
 *
 * w = 1 by default: what was measured replaces the estimate (noiseless data). With `lambda` w = λ / (1 + λ), the
 * minimum of ‖x − k‖² + λ ‖M x − f‖² (Schlemper 2017, eq. 7); with `stepSize` w = η, a gradient step on ½ ‖M k − f‖²
 * (Sriram 2020, eq. 8). λ (never negative) and η are learned from the given start. Inputs: k and f [coil, 2, row,
 * column], mask [1, 1, row, column].
 *
 * Weights: `lambda` or `stepSize` [1], or none.
 *
 * @example dataConsistency({ lambda: 1 })([estimate, kspace, mask])
 */
export const dataConsistency = defineMergingLayer({
  type: 'DataConsistency',
  options: z
    .strictObject({
      /** Where the weight λ of the measurement starts. */
      lambda: z.number('a number of 0 or more').min(0, 'a number of 0 or more').optional(),
      /** Where the step η starts. */
      stepSize: z.number('a number').optional(),
    })
    .refine(
      ({ lambda, stepSize }) => lambda === undefined || stepSize === undefined,
      'lambda or stepSize, not both',
    ),
  outputShape: ([estimate, kspace, mask]) => {
    checkCoilImages(estimate);
    check(sameItems(estimate, kspace ?? []), () => ({
      where: '',
      expected: `k-space ${formatShape(estimate)}, as the estimate`,
      received: kspace ? formatShape(kspace) : 'none',
    }));
    checkMask(estimate, mask);
    return estimate;
  },
  weights: (_, { lambda, stepSize }) => {
    const start = (value: number) => ({ initializer: { type: 'constant', value } }) as const;
    if (lambda !== undefined) {
      return [trainableWeight('lambda', [1], [0], { ...start(lambda), constraint: 'nonNegative' })];
    }
    return stepSize === undefined ? [] : [trainableWeight('stepSize', [1], [0], start(stepSize))];
  },
  trace: (inputs, config, weight) => {
    const [estimate, kspace, mask] = inputs.map((input) => present(input, 'an input'));
    const missing = sub(present(kspace, 'k-space'), present(estimate, 'an estimate'));
    return add(
      present(estimate, 'an estimate'),
      mul(missing, weighted(present(mask, 'a mask'), config, weight)),
    );
  },
});

/** w M */
function weighted(
  mask: Tensor,
  { lambda, stepSize }: { readonly lambda?: number | undefined; readonly stepSize?: number | undefined },
  weight: WeightTensors,
): Tensor {
  if (stepSize !== undefined) return mul(mask, weight('stepSize'));
  if (lambda === undefined) return mask;
  return mul(mask, div(weight('lambda'), add(weight('lambda'), 1)));
}
