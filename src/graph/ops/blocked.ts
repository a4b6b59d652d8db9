import { range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { vectorJacobianProduct } from '../gradients.ts';
import type { Primitive } from '../primitive.ts';
import { definePrimitive } from '../primitive.ts';
import type { Lowering, Shape, Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { greater, passedWhere } from './compare.ts';
import type { ConvGeometry } from './conv.ts';
import { convSize } from './conv.ts';
import type { Images } from './conv-kernel-gradient.ts';
import { kernelGradientOfImages } from './conv-kernel-gradient.ts';
import { NONE } from './elementwise.ts';
import type { PoolWindow } from './pool.ts';
import { maxOverWindows } from './pool.ts';
import { rearrange } from './rearrange.ts';
import { reduceSum } from './reduce.ts';
import { reshape } from './shape.ts';
import { reverse } from './slice.ts';

/**
 * ONNX Runtime's own layout for convolutions, [batch, channel / n, row, column, n]: blocks of n channels innermost,
 * n being the width of the machine's vectors (16 floats with AVX-512, 8 with AVX2). Tensors in it keep the nominal
 * shape [batch, channel, row, column], so elementwise operators and whole blocks of channels work as ever. These
 * operators exist on the CPU alone and never leave the machine; their channels are multiples of n.
 */
const DOMAIN = 'com.microsoft.nchwc';

/** [batch, channel, row, column] into blocks of channels. */
export function toBlocks(x: Tensor): Tensor {
  return fromBlocksPrimitive.match(x)?.inputs[0] ?? toBlocksPrimitive([x], NONE);
}

/** Blocks of channels back to [batch, channel, row, column]. */
export function fromBlocks(x: Tensor): Tensor {
  return toBlocksPrimitive.match(x)?.inputs[0] ?? fromBlocksPrimitive([x], NONE);
}

const toBlocksPrimitive: Primitive<object> = definePrimitive<object>({
  name: 'ReorderInput',
  shape: ([x]) => ({ shape: x?.shape ?? [], dtype: 'float32' }),
  gradient: (dy) => [() => fromBlocks(dy)],
  lowering: ({ inputs }) => ({
    operator: 'ReorderInput',
    domain: DOMAIN,
    inputs,
    attributes: { channels_last: { int: 0 } },
  }),
});

/** The primitive behind {@link fromBlocks}, which passes recognize. */
export const fromBlocksPrimitive: Primitive<object> = definePrimitive<object>({
  name: 'ReorderOutput',
  shape: ([x]) => ({ shape: x?.shape ?? [], dtype: 'float32' }),
  gradient: (dy) => [() => toBlocks(dy)],
  lowering: ({ inputs: [x] }) => reorderOutput(x, false),
});

/** Blocks of channels to [batch, row, column, channel]. It serves gradients only. */
const channelsLastPrimitive = definePrimitive<object>({
  name: 'ReorderOutput',
  shape: ([x]) => ({ shape: [0, 2, 3, 1].map((axis) => x?.shape[axis] ?? 0), dtype: 'float32' }),
  gradient: null,
  lowering: ({ inputs: [x] }) => reorderOutput(x, true),
});

function reorderOutput(x: Tensor | undefined, channelsLast: boolean): Lowering {
  return {
    operator: 'ReorderOutput',
    domain: DOMAIN,
    inputs: [x ?? null],
    attributes: { channels: { int: x?.shape[1] ?? 0 }, channels_last: { int: channelsLast ? 1 : 0 } },
  };
}

/** A convolution of blocked images, and whether a rectifier follows at once. */
export interface BlockedConv extends ConvGeometry {
  readonly block: number;
  readonly rectified: boolean;
}

/** The primitive behind {@link blockedConv}: its kernel is blocked too. */
export const blockedConvPrimitive: Primitive<BlockedConv> = definePrimitive<BlockedConv>({
  name: 'Conv',
  shape: ([x, w], g) => ({ shape: convShape(x, w, g), dtype: 'float32' }),
  gradient: (dy, { inputs: [x, w], output, attributes: g }) => {
    const upstream = g.rectified ? passedWhere(greater(output, 0), dy) : dy;
    const gradients = [
      () => inputGradient(upstream, present(w, 'kernel'), g),
      () => kernelGradient(present(x, 'x'), upstream, present(w, 'kernel').shape, g),
      () => biasGradient(upstream, g.block),
    ];
    return gradients;
  },
  lowering: ({ inputs, attributes: g }) => ({
    operator: 'Conv',
    domain: DOMAIN,
    inputs,
    attributes: {
      kernel_shape: { ints: inputs[1]?.shape.slice(2) ?? [] },
      strides: { ints: g.strides },
      dilations: { ints: g.dilations },
      pads: { ints: g.pads },
      group: { int: 1 },
      auto_pad: { text: 'NOTSET' },
      ...(g.rectified && { activation: { text: 'Relu' } }),
    },
  }),
});

/** The convolution of blocked images with a plain kernel [filter, channel, row, column]. */
export function blockedConv(x: Tensor, kernel: Tensor, bias: Tensor | undefined, g: BlockedConv): Tensor {
  const blocked = blockKernel(kernel, g.block);
  return blockedConvPrimitive(bias ? [x, blocked, bias] : [x, blocked], g);
}

function convShape(x: Tensor | undefined, w: Tensor | undefined, g: ConvGeometry): Shape {
  const [images, kernel] = [present(x, 'x'), present(w, 'kernel')];
  const spatial = images.shape.slice(2).map((n, i) => convSize(n, sizeOf(kernel, i + 2), i, g));
  return [sizeOf(images, 0), sizeOf(kernel, 0), ...spatial];
}

/** [filter, channel, row, column] with blocks of filters innermost, and of channels around them. */
function blockKernel(kernel: Tensor, block: number): Tensor {
  const blocked = rearrange(kernel, '(k o) (c i) h w -> k c h w i o', { o: block, i: block });
  return reshape(blocked, kernel.shape);
}

function unblockKernel(blocked: Tensor, block: number): Tensor {
  const [filters, channels, rows, columns] = blocked.shape;
  const shape = [(filters ?? 0) / block, (channels ?? 0) / block, rows ?? 0, columns ?? 0, block, block];
  return rearrange(reshape(blocked, shape), 'k c h w i o -> (k o) (c i) h w');
}

/** The convolution of dY with the kernel reversed in space, filters and channels exchanged. Strides are 1. */
function inputGradient(dy: Tensor, blockedKernel: Tensor, g: BlockedConv): Tensor {
  const kernel = unblockKernel(blockedKernel, g.block);
  const size = { o: g.block, i: g.block };
  const exchanged = rearrange(kernel, '(k o) (c i) h w -> c k (h w) (o i)', size);
  const [filters, channels, ...taps] = kernel.shape;
  const flipped = reshape(reverse(exchanged, 2), [channels ?? 0, filters ?? 0, ...taps]);
  const pads = g.pads.map((p, i) => (g.dilations[i % 2] ?? 1) * (sizeOf(kernel, 2 + (i % 2)) - 1) - p);
  return blockedConvPrimitive([dy, flipped], { ...g, pads, rectified: false });
}

function kernelGradient(x: Tensor, dy: Tensor, shape: Shape, g: BlockedConv): Tensor {
  return blockKernel(kernelGradientOfImages(imagesOf(x), imagesOf(dy), shape, { ...g, group: 1 }), g.block);
}

function imagesOf(blocked: Tensor): Images {
  const [items, channels, rows, columns] = [0, 1, 2, 3].map((axis) => sizeOf(blocked, axis));
  const shape = [1, items ?? 0, rows ?? 0, (columns ?? 0) * (channels ?? 0)];
  return {
    items: items ?? 0,
    channels: channels ?? 0,
    size: blocked.size,
    channelsFirst: () => fromBlocks(blocked),
    channelsInnermost: () => reshape(channelsLastPrimitive([blocked], NONE), shape),
  };
}

function biasGradient(dy: Tensor, block: number): Tensor {
  const [batch, channels] = [sizeOf(dy, 0), sizeOf(dy, 1)];
  const perItem = reduceSum(reshape(dy, [batch, channels / block, -1, block]), [2]);
  return reshape(reduceSum(perItem, [0]), [channels]);
}

/** Max pooling of blocked images over windows that tile them. */
export const blockedMaxPoolPrimitive = definePrimitive<PoolWindow & { readonly block: number }>({
  name: 'MaxPool',
  shape: ([x], g) => {
    const sizes = present(x, 'x')
      .shape.slice(2)
      .map((n, i) => Math.floor(n / (g.size[i] ?? 1)));
    return { shape: [...present(x, 'x').shape.slice(0, 2), ...sizes], dtype: 'float32' };
  },
  gradient: (dy, { inputs: [x], attributes: g }) => [() => maxPoolGradient(dy, present(x, 'x'), g)],
  lowering: ({ inputs, attributes: g }) => ({
    operator: 'MaxPool',
    domain: DOMAIN,
    inputs,
    attributes: {
      kernel_shape: { ints: g.size },
      strides: { ints: g.strides },
      pads: { ints: g.pads },
      dilations: { ints: g.dilations },
      ceil_mode: { int: 0 },
      storage_order: { int: 0 },
      auto_pad: { text: 'NOTSET' },
    },
  }),
});

function maxPoolGradient(dy: Tensor, x: Tensor, g: PoolWindow & { readonly block: number }): Tensor {
  const inner = (t: Tensor) => {
    const [batch, channels, rows, columns] = range(4).map((axis) => sizeOf(t, axis));
    return reshape(t, [((batch ?? 0) * (channels ?? 0)) / g.block, rows ?? 0, columns ?? 0, g.block]);
  };
  const images = inner(x);
  const [dx] = vectorJacobianProduct([maxOverWindows(images, [1, 2], g.size)], [inner(dy)], [images]);
  return reshape(present(dx, 'the gradient of a blocked max pooling'), x.shape);
}
