import { product, range } from '../../util/arrays.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import type { ConvGeometry } from './conv.ts';
import { convPrimitive, convSize, convTransposePrimitive } from './conv.ts';
import { matMul } from './linear.ts';
import { reduceSum } from './reduce.ts';
import { pad, reshape, reverse, slice, stack, transpose } from './shape.ts';

/**
 * The gradient of a convolution with respect to its input, of shape `shape`: a convolution of dy with the flipped
 * and transposed kernel where that costs no more products and has channels enough to be fast, otherwise the
 * transposed convolution of dy.
 */
export function convInputGradient(dy: Tensor, kernel: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  const growth = product(shape.slice(2)) / product(dy.shape.slice(2));
  if (canFlip(kernel, g) && sizeOf(kernel, 0) >= 16 && growth < 1.5) return flippedConv(dy, kernel, g);
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
 *
 *     dW[k, c, t] = Σ_b Σ_p dY[b, k, p] · X[b, c, p·stride + t·dilation]
 *
 * This is itself a convolution, of X with dY as the kernel, in which stride and dilation change places. Laid out
 * with X's channels innermost, as part of the last spatial axis, its output runs over (t, c) without a gap, so
 * that ONNX Runtime unfolds X in its cache and multiplies long rows: nothing is copied per tap.
 */
export function convKernelGradient(x: Tensor, dy: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  if (g.group > 1) return groupedKernelGradient(x, dy, shape, g);
  const interleaved = g.dilations.at(-1) ?? 1;
  if (interleaved > 1 && canDeinterleave(x, dy, g)) {
    const undilated = {
      ...g,
      dilations: g.dilations.with(-1, 1),
      pads: g.pads.map((p, i) => (lastAxis(i, g) ? p / interleaved : p)),
    };
    return convKernelGradient(deinterleave(x, interleaved), deinterleave(dy, interleaved), shape, undilated);
  }
  const perItem = partialsAreSmall(x, dy, shape);
  const { images, strides, dilations, pads } = channelsInnermost(x, g);
  const kernel = perItem ? dy : transpose(dy, [1, 0, ...range(2, dy.rank)]);
  const filters = perItem ? reshape(dy, [sizeOf(dy, 0) * sizeOf(dy, 1), 1, ...dy.shape.slice(2)]) : kernel;
  const group = perItem ? sizeOf(x, 0) : 1;
  const lags = convPrimitive([images, filters], { strides, dilations, pads, group });
  const summed = perItem ? sumOverItems(lags, sizeOf(x, 0)) : lags;
  return takeTaps(reshape(summed, summed.shape.slice(1)), shape, g);
}

/** Whether the last axis is made of as many interleaved images as its dilation says, which never meet. */
function canDeinterleave(x: Tensor, dy: Tensor, g: ConvGeometry): boolean {
  const d = g.dilations.at(-1) ?? 1;
  const pads = g.pads.filter((_, i) => lastAxis(i, g));
  return g.strides.at(-1) === 1 && [sizeOf(x, -1), sizeOf(dy, -1), ...pads].every((n) => n % d === 0);
}

/** [batch, channel, ..., width · n] as [batch · n, channel, ..., width]. */
function deinterleave(x: Tensor, n: number): Tensor {
  const wide = reshape(x, [...x.shape.slice(0, -1), sizeOf(x, -1) / n, n]);
  const moved = transpose(wide, [0, wide.rank - 1, ...range(1, wide.rank - 1)]);
  return reshape(moved, [sizeOf(x, 0) * n, ...moved.shape.slice(2)]);
}

function lastAxis(padIndex: number, g: ConvGeometry): boolean {
  return padIndex % g.strides.length === g.strides.length - 1;
}

/** Whether one kernel gradient per item of the batch, to be summed afterwards, costs little beside x and dy. */
function partialsAreSmall(x: Tensor, dy: Tensor, shape: Shape): boolean {
  return sizeOf(x, 0) * product(shape) <= 2 * (x.size + dy.size);
}

/** x as one image with an item of the batch in each channel, and its channels within the last spatial axis. */
function channelsInnermost(x: Tensor, g: ConvGeometry) {
  const rank = g.strides.length;
  const [batch, channels] = [sizeOf(x, 0), sizeOf(x, 1)];
  const spatial = x.shape.slice(2);
  const width = sizeOf(x, -1);
  const last = transpose(x, [0, ...range(2, x.rank), 1]);
  return {
    images: reshape(last, [1, batch, ...spatial.slice(0, -1), width * channels]),
    strides: g.dilations.with(-1, 1),
    dilations: g.strides.with(-1, (g.strides.at(-1) ?? 1) * channels),
    pads: g.pads.map((p, i) => (i % rank === rank - 1 ? p * channels : p)),
  };
}

function sumOverItems(lags: Tensor, batch: number): Tensor {
  const parts = reshape(lags, [batch, sizeOf(lags, 1) / batch, ...lags.shape.slice(2)]);
  return reduceSum(parts, [0], true);
}

/** The kernel [filters, channels, ...taps] out of the lags [filters, ...lags, last lag · channels]. */
function takeTaps(lags: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  const [filters, channels, ...kernel] = [sizeOf(lags, 0), shape[1] ?? 1, ...shape.slice(2)];
  const wide = reshape(lags, [filters, ...lags.shape.slice(1, -1), sizeOf(lags, -1) / channels, channels]);
  const taps = slice(
    wide,
    kernel.map((size, i) => {
      const step = i === kernel.length - 1 ? (g.dilations[i] ?? 1) : 1;
      return { axis: i + 1, start: 0, end: (size - 1) * step + 1, step };
    }),
  );
  return transpose(taps, [0, taps.rank - 1, ...range(1, taps.rank - 1)]);
}

/** The same for groups of channels: for each tap t the matrix products dW_t = Σ_b dY · (X shifted by t)ᵀ. */
function groupedKernelGradient(x: Tensor, dy: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  const padded = padSpatial(x, g);
  const [batch, filters] = [sizeOf(dy, 0), sizeOf(dy, 1) / g.group];
  const positions = product(dy.shape.slice(2));
  const upstream = reshape(dy, [batch, g.group, filters, positions]);
  const taps = cartesian(shape.slice(2)).map((tap) => {
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
