import { product, range } from '../../util/arrays.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import type { ConvGeometry } from './conv.ts';
import { convPrimitive, convSize, convTransposePrimitive } from './conv.ts';
import { matMul } from './linear.ts';
import { reduceSum } from './reduce.ts';
import { pad, reshape, reverse, slice, stack, transpose } from './shape.ts';

/**
 * The gradient of a convolution with respect to its input, of shape `shape`: the transposed convolution of dy,
 * or, where the stride is 1 and channels are many, a convolution with the flipped and transposed kernel.
 */
export function convInputGradient(dy: Tensor, kernel: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  if (canFlip(kernel, g) && sizeOf(kernel, 0) >= 16) return flippedConv(dy, kernel, g);
  const outputPadding = shape.slice(2).map((size, i) => {
    const out = convSize(size, sizeOf(kernel, i + 2), i, g);
    const reached = (out - 1) * (g.strides[i] ?? 1) + reach(kernel, i, g) - padsOf(i, g);
    return size - reached;
  });
  return convTransposePrimitive([dy, kernel], { ...g, outputPadding });
}

function canFlip(kernel: Tensor, g: ConvGeometry): boolean {
  const spatial = range(g.strides.length);
  const narrow = spatial.every(
    (i) => Math.max(g.pads[i] ?? 0, g.pads[i + spatial.length] ?? 0) < reach(kernel, i, g),
  );
  return narrow && g.strides.every((stride) => stride === 1);
}

/** dX = dY ∗ flipᵀ(W): full correlation with the kernel reversed in space, inputs and filters exchanged. */
function flippedConv(dy: Tensor, kernel: Tensor, g: ConvGeometry): Tensor {
  const spatial = range(g.strides.length);
  const flipped = spatial.reduce((w, i) => reverse(w, i + 2), kernel);
  const pads = g.pads.map((p, i) => reach(kernel, i % spatial.length, g) - 1 - p);
  return convPrimitive([dy, exchangeChannels(flipped, g.group)], { ...g, pads });
}

/** [filters, channels / group, ...] as [channels, filters / group, ...]. */
function exchangeChannels(kernel: Tensor, group: number): Tensor {
  const [filters, channels, ...spatial] = [sizeOf(kernel, 0), sizeOf(kernel, 1), ...kernel.shape.slice(2)];
  const grouped = reshape(kernel, [group, filters / group, channels, ...spatial]);
  const exchanged = transpose(grouped, [0, 2, 1, ...range(3, 3 + spatial.length)]);
  return reshape(exchanged, [group * channels, filters / group, ...spatial]);
}

/**
 * The gradient of a convolution with respect to its kernel, of shape `shape` [filters, channels / group, ...]:
 * for each tap t of the kernel the matrix product dW_t = Σ_batch dY · (X shifted by t)ᵀ.
 */
export function convKernelGradient(x: Tensor, dy: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  const kernel = shape.slice(2);
  const padded = padSpatial(x, g);
  const [batch, filters] = [sizeOf(dy, 0), sizeOf(dy, 1) / g.group];
  const positions = product(dy.shape.slice(2));
  const upstream = reshape(dy, [batch, g.group, filters, positions]);
  const taps = cartesian(kernel).map((tap) => {
    const shifted = reshape(shiftedBy(padded, tap, dy, g), [batch, g.group, -1, positions]);
    return reduceSum(matMul(upstream, transpose(shifted, [0, 1, 3, 2])), [0]);
  });
  return reshape(stack(taps, -1), shape);
}

/** The elements of padded x that a tap meets, one for each output position. */
function shiftedBy(padded: Tensor, tap: readonly number[], dy: Tensor, g: ConvGeometry): Tensor {
  return slice(
    padded,
    tap.map((t, i) => {
      const start = t * (g.dilations[i] ?? 1);
      const step = g.strides[i] ?? 1;
      return { axis: i + 2, start, end: start + (sizeOf(dy, i + 2) - 1) * step + 1, step };
    }),
  );
}

function padSpatial(x: Tensor, g: ConvGeometry): Tensor {
  const rank = g.strides.length;
  return pad(x, [0, 0, ...g.pads.slice(0, rank)], [0, 0, ...g.pads.slice(rank)]);
}

function cartesian(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (list, n) => list.flatMap((head) => range(n).map((i) => [...head, i])),
    [[]],
  );
}

/** How many elements a kernel spans along one axis, dilation included. */
function reach(kernel: Tensor, axis: number, g: ConvGeometry): number {
  return (g.dilations[axis] ?? 1) * (sizeOf(kernel, axis + 2) - 1) + 1;
}

function padsOf(axis: number, g: ConvGeometry): number {
  return (g.pads[axis] ?? 0) + (g.pads[axis + g.strides.length] ?? 0);
}
