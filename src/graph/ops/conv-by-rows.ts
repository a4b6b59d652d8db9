import type { Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import type { ConvGeometry } from './conv.ts';
import { convPrimitive } from './conv.ts';
import { convKernelGradient } from './conv-kernel-gradient.ts';
import { withGradient } from './own-gradient.ts';
import { pad } from './pad.ts';
import { rearrange } from './rearrange.ts';
import { reduceSum } from './reduce.ts';
import { reshape } from './shape.ts';
import { reverse, slice } from './slice.ts';

/**
 * Kᵀ y of a convolution K from few channels to many, with stride 1: the gradient with respect to the input. Every row a
 * of the kernel is a convolution of its own along the columns, with outputs of its own; these are then summed, each
 * moved by its row,
 *
 *     x[c, i, j] = Σ_a V[c, a, i + p − a, j],   V[c, a, i, j] = Σ_k Σ_b w[k, c, a, b] y[k, i, j + q − b].
 *
 * As one convolution back to c channels it would be a matrix product of c rows: long to unfold, and slow. Its own
 * gradients are those of the transposed convolution that it is. Gain: 24 filters of 11 × 11 back to 2 channels of 128²,
 * one thread, in 1.5 instead of 8 ms, as ONNX Runtime's ConvTranspose in 2.2, which uses one thread more or less alone.
 */
export function inputGradientByRows(dy: Tensor, kernel: Tensor, rows: number, g: ConvGeometry): Tensor {
  const [channels, height, width] = [sizeOf(kernel, 1), sizeOf(kernel, 2), sizeOf(kernel, 3)];
  const [top = 0, left = 0, , right = 0] = g.pads;
  const reversed = reverse(reshape(kernel, [sizeOf(kernel, 0), channels * height, width]), 2);
  const perRow = reshape(rearrange(reversed, 'k r b -> r k b'), [channels * height, -1, 1, width]);
  const alongColumns = { ...g, pads: [0, width - 1 - left, 0, width - 1 - right] };
  const sums = sumMovedRows(convPrimitive([dy, perRow], alongColumns), height);
  const value = slice(sums, [{ axis: 2, start: top, end: top + rows }]);
  return withGradient(value, [dy, kernel], (d, [y = dy, w = kernel]) => [
    convPrimitive([d, w], g),
    convKernelGradient(d, y, w.shape, g),
  ]);
}

/** Whether {@link inputGradientByRows} can be used, and is the fastest way. */
export function goesByRows(kernel: Tensor, { strides, dilations, group, pads }: ConvGeometry): boolean {
  const [, channels = 0, height = 0, width = 0] = kernel.shape;
  const plain = kernel.rank === 4 && group === 1 && [...strides, ...dilations].every((n) => n === 1);
  const narrow = pads.every((p, i) => p < (i % 2 === 0 ? height : width));
  return plain && narrow && channels <= 8 && channels * height >= 16;
}

/**
 * [batch, (channel, a), row, column] summed over a, each a moved down by a rows: `height` − 1 more rows. With a gap of
 * `height` rows behind each a, read in lines one row shorter, all stand where they belong.
 */
function sumMovedRows(x: Tensor, height: number): Tensor {
  const [batch, all, rows, columns] = [0, 1, 2, 3].map((axis) => sizeOf(x, axis));
  const [channels, width] = [(all ?? 0) / height, columns ?? 0];
  const length = ((rows ?? 0) + height) * width;
  const lines = reshape(x, [batch ?? 0, channels, height, (rows ?? 0) * width]);
  const spread = reshape(pad(lines, [0, 0, 0, 0], [0, 0, 0, height * width]), [batch ?? 0, channels, -1]);
  const moved = slice(spread, [{ axis: 2, start: 0, end: height * (length - width) }]);
  const sums = reduceSum(reshape(moved, [batch ?? 0, channels, height, length - width]), [2]);
  return reshape(sums, [batch ?? 0, channels, -1, width]);
}
