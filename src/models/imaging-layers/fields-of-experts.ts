import { z } from 'zod';
import type { Tensor } from '../../graph/index.ts';
import { concat, conv, convAdjoint, div, radialBasisSum, reverse, slice } from '../../graph/index.ts';
import { formatShape, sizeOf } from '../../graph/tensor.ts';
import { defineLayer } from '../../layers/index.ts';
import { countOption } from '../../layers/options.ts';
import { checkImages } from '../../layers/window.ts';
import { check } from '../../util/errors.ts';
import { cosineCoefficients, cosineKernels, freeKernel } from './filter-kernels.ts';
import { influenceOption, influenceStart } from './influence-functions.ts';

const ODD = 'an odd number of 3 or more';
const POSITIVE = 'a number above 0';

/**
 * The gradient of a learned regularizer, fields of experts (Roth and Black 2009) with influence functions learned like
 * the filters (Chen and Pock 2017):
 *
 *     1/N Σ_i K_iᵀ φ_i(K_i u),  φ_i(z) = Σ_j w_ij exp(−(z − μ_j)² / 2σ²),  μ_j from −I to I, σ their distance.
 *
 * The channels of u are seen together: of a complex image real and imaginary part. The number of filters N divides, so
 * that a learning rate suits any. Input and output: [channel, row, column].
 *
 * Weights: `kernel` [filter, channel, row, column], or `coefficients` [filter, kernelSize² − 1] in the cosine basis;
 * `influence` [filter, function], the w.
 *
 * @example fieldsOfExperts({ filters: 48, kernelSize: 11, functions: 31 })(image)
 */
export const fieldsOfExperts = defineLayer({
  type: 'FieldsOfExperts',
  options: z.strictObject({
    filters: countOption,
    kernelSize: z
      .int(ODD)
      .min(3, ODD)
      .refine((size) => size % 2 === 1, ODD),
    /** How many Gaussians each influence function has. */
    functions: z.int('a whole number of 2 or more').min(2, 'a whole number of 2 or more'),
    /** I, in the unit of the image. */
    limit: z.number(POSITIVE).positive(POSITIVE).default(1),
    /** `free`: mean 0 and norm 1 by projection; `cosine`: in a cosine basis that has both, of one channel. */
    basis: z.literal(['free', 'cosine'], "'free' or 'cosine'").default('free'),
    /** What lies beyond the image; Kᵀ is the adjoint of K where that is zeros. */
    border: z.literal(['zeros', 'symmetric'], "'zeros' or 'symmetric'").default('zeros'),
    influence: influenceOption,
  }),
  outputShape: (shape, { kernelSize, basis }) => {
    checkImages(shape, 2);
    const [channels = 0, rows = 0, columns = 0] = shape;
    check(Math.min(rows, columns) >= kernelSize && (basis === 'free' || channels === 1), () => ({
      where: '',
      expected: `images of at least ${kernelSize} × ${kernelSize} pixels${basis === 'free' ? '' : ' and one channel'}`,
      received: formatShape(shape),
    }));
    return shape;
  },
  weights: ([channels = 1], { filters, kernelSize, functions, limit, basis, influence }) => [
    basis === 'free' ? freeKernel(filters, channels, kernelSize) : cosineCoefficients(filters, kernelSize),
    {
      name: 'influence',
      shape: [filters, functions],
      trainable: true,
      initializer: influenceStart(influence, limit),
    },
  ],
  trace: (u, { filters, kernelSize, limit, basis, border }, weight) => {
    const kernel = basis === 'free' ? weight('kernel') : cosineKernels(weight('coefficients'), kernelSize);
    const beyond = border === 'zeros' ? 0 : kernelSize - 1;
    const pad = border === 'zeros' ? (kernelSize - 1) / 2 : 0;
    const responses = conv(continued(u, beyond), kernel, undefined, { pads: [pad, pad, pad, pad] });
    const influences = radialBasisSum(responses, weight('influence'), limit);
    const back = pad + beyond;
    return div(convAdjoint(influences, kernel, u.shape, { pads: [back, back, back, back] }), filters);
  },
  sight: (_, { kernelSize }) => ({ reach: [2 * kernelSize - 1, 2 * kernelSize - 1], strides: [1, 1] }),
});

/** An image mirrored at its borders, the outermost pixels included, `width` pixels on each side. */
function continued(x: Tensor, width: number): Tensor {
  if (width === 0) return x;
  return [2, 3].reduce((image, axis) => {
    const size = sizeOf(image, axis);
    const before = reverse(slice(image, [{ axis, start: 0, end: width }]), axis);
    const after = reverse(slice(image, [{ axis, start: size - width, end: size }]), axis);
    return concat([before, image, after], axis);
  }, x);
}
