import { product, range } from '../../util/arrays.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { stack } from './concat.ts';
import type { ConvGeometry } from './conv.ts';
import { convPrimitive } from './conv.ts';
import { matMul, matrixTranspose } from './linear.ts';
import { pad } from './pad.ts';
import { rearrange } from './rearrange.ts';
import { reduceSum } from './reduce.ts';
import { reshape } from './shape.ts';
import { reverse, slice } from './slice.ts';

/** A batch of images in the two layouts that a kernel's gradient is computed from, each made when asked for. */
export interface Images {
  readonly items: number;
  readonly channels: number;
  /** Number of elements in all. */
  readonly size: number;
  /** [item, channel, ...spatial] */
  readonly channelsFirst: () => Tensor;
  /** [1, item, ...spatial · channel]: the channels innermost, within the last spatial axis. */
  readonly channelsInnermost: () => Tensor;
}

/**
 * The gradient of a convolution with respect to its kernel, of shape `shape` [filters, channels / group, ...].
 *
 *     dW[k, c, t] = Σ_b Σ_p dY[b, k, p] · X[b, c, p·stride + t·dilation]
 */
export function convKernelGradient(x: Tensor, dy: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  if (g.group > 1) return groupedKernelGradient(x, dy, shape, g);
  const n = interleavedImages(x, dy, g);
  const undilated = {
    ...g,
    dilations: atLast(g.dilations, g, (d) => d / n),
    pads: atLast(g.pads, g, (p) => p / n),
  };
  return kernelGradientOfImages(deinterleaved(x, n), deinterleaved(dy, n), shape, undilated);
}

/**
 * {@link convKernelGradient} as a convolution: of X with dY as the kernel, in which stride and dilation change
 * places. With X's channels innermost its output runs over (t, c) without a gap, so that ONNX Runtime unfolds X in
 * its cache and multiplies long rows: nothing is copied per tap. Of X and dY the one with more channels is best
 * the kernel.
 */
export function kernelGradientOfImages(x: Images, dy: Images, shape: Shape, g: ConvGeometry): Tensor {
  if (x.channels > dy.channels && isExchangeable(shape, g)) return exchangedGradient(x, dy, shape, g);
  const perItem = x.items * product(shape) <= 2 * (x.size + dy.size);
  const filters = dy.channelsFirst();
  const s = spatialNames(g);
  const kernel = rearrange(filters, perItem ? `b k ${s} -> (b k) 1 ${s}` : `b k ${s} -> k b ${s}`);
  const lags = convPrimitive([x.channelsInnermost(), kernel], {
    strides: g.dilations.with(-1, 1),
    dilations: g.strides.with(-1, (g.strides.at(-1) ?? 1) * x.channels),
    pads: atLast(g.pads, g, (p) => p * x.channels),
    group: perItem ? x.items : 1,
  });
  const groups = perItem ? x.items : 1;
  const perGroup = reshape(lags, [groups, dy.channels, ...lags.shape.slice(2)]);
  return takeTaps(perItem ? reduceSum(perGroup, [0]) : reshape(perGroup, perGroup.shape.slice(1)), shape, g);
}

/** Whether X and dY may change places, which reverses the order of the taps. */
function isExchangeable(shape: Shape, g: ConvGeometry): boolean {
  const rank = g.strides.length;
  const narrow = g.pads.every((p, i) => p < (shape[2 + (i % rank)] ?? 0));
  return narrow && [...g.strides, ...g.dilations].every((n) => n === 1);
}

function exchangedGradient(x: Images, dy: Images, shape: Shape, g: ConvGeometry): Tensor {
  const rank = g.strides.length;
  const [filters, channels, ...kernel] = [shape[0] ?? 1, shape[1] ?? 1, ...shape.slice(2)];
  const pads = g.pads.map((p, i) => (kernel[i % rank] ?? 1) - 1 - p);
  const reversed = kernelGradientOfImages(dy, x, [channels, filters, ...kernel], { ...g, pads });
  const flat = reverse(reshape(reversed, [channels, filters, product(kernel)]), 2);
  return reshape(rearrange(flat, 'c k t -> k c t'), shape);
}

/**
 * How many images the last axis interleaves that never meet: a convolution dilated by n along an axis of w·n
 * elements is n convolutions along w, of every n-th element.
 */
function interleavedImages(x: Tensor, dy: Tensor, g: ConvGeometry): number {
  const n = g.dilations.at(-1) ?? 1;
  const rank = g.strides.length;
  const lastPads = g.pads.filter((_, i) => i % rank === rank - 1);
  const whole = [sizeOf(x, -1), sizeOf(dy, -1), ...lastPads].every((size) => size % n === 0);
  return whole && g.strides.at(-1) === 1 ? n : 1;
}

/** [batch, channel, ..., width · n] as batch · n images of [channel, ..., width]. */
function deinterleaved(x: Tensor, n: number): Images {
  const s = range(x.rank - 3)
    .map((i) => `s${i}`)
    .join(' ');
  return {
    items: sizeOf(x, 0) * n,
    channels: sizeOf(x, 1),
    size: x.size,
    channelsFirst: () => rearrange(x, `b c ${s} (w n) -> (b n) c ${s} w`, { n }),
    channelsInnermost: () => rearrange(x, `b c ${s} (w n) -> 1 (b n) ${s} (w c)`, { n }),
  };
}

/** Sizes of all axes, or pads before and after them, with what belongs to the last axis changed. */
function atLast(sizes: readonly number[], g: ConvGeometry, change: (n: number) => number): number[] {
  const rank = g.strides.length;
  return sizes.map((n, i) => (i % rank === rank - 1 ? change(n) : n));
}

function spatialNames(g: ConvGeometry): string {
  return range(g.strides.length)
    .map((i) => `s${i}`)
    .join(' ');
}

/** The kernel [filters, channels, ...taps] out of the lags [filters, ...lags, last lag · channels]. */
function takeTaps(lags: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  const [channels, kernel] = [shape[1] ?? 1, shape.slice(2)];
  const s = spatialNames(g);
  const wide = rearrange(lags, `k ${s.replace(/(\w+)$/, '($1 c)')} -> k ${s} c`, { c: channels });
  const taps = slice(
    wide,
    kernel.map((size, i) => {
      const step = i === kernel.length - 1 ? (g.dilations[i] ?? 1) : 1;
      return { axis: i + 1, start: 0, end: (size - 1) * step + 1, step };
    }),
  );
  return rearrange(taps, `k ${s} c -> k c ${s}`);
}

/** The same for groups of channels: for each tap t the matrix products dW_t = Σ_b dY · (X shifted by t)ᵀ. */
function groupedKernelGradient(x: Tensor, dy: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  const rank = g.strides.length;
  const padded = pad(x, [0, 0, ...g.pads.slice(0, rank)], [0, 0, ...g.pads.slice(rank)]);
  const [batch, positions] = [sizeOf(dy, 0), product(dy.shape.slice(2))];
  const upstream = reshape(dy, [batch, g.group, sizeOf(dy, 1) / g.group, positions]);
  const taps = cartesian(shape.slice(2)).map((tap) => {
    const shifted = reshape(shiftedBy(padded, tap, dy, g), [batch, g.group, -1, positions]);
    return reduceSum(matMul(upstream, matrixTranspose(shifted)), [0]);
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

function cartesian(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (list, n) => list.flatMap((head) => range(n).map((i) => [...head, i])),
    [[]],
  );
}
