import { product } from '../../util/arrays.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import type { ConvGeometry } from './conv.ts';
import { convPrimitive, convSize, convTransposePrimitive } from './conv.ts';
import { goesByRows, inputGradientByRows } from './conv-by-rows.ts';
import { rearrange } from './rearrange.ts';
import { reshape } from './shape.ts';
import { reverse } from './slice.ts';

/** As many channels make a convolution back to them fast. */
const FEW = 8;

/**
 * The gradient of a convolution with respect to its input, of shape `shape`: a convolution of dy with the flipped
 * and transposed kernel where that costs few more products and has channels enough to be fast, back to few channels
 * row by row, otherwise the transposed convolution of dy.
 */
export function convInputGradient(dy: Tensor, kernel: Tensor, shape: Shape, g: ConvGeometry): Tensor {
  const growth = product(shape.slice(2)) / product(dy.shape.slice(2));
  if (goesByRows(kernel, g)) return inputGradientByRows(dy, kernel, shape[2] ?? 0, g);
  const wide = Math.min(sizeOf(kernel, 0) / 2, sizeOf(kernel, 1) * g.group) >= FEW;
  if (canFlip(kernel, g) && wide && growth < 1.5) return flippedConv(dy, kernel, g);
  const outputPadding = shape.slice(2).map((size, i) => {
    const out = convSize(size, sizeOf(kernel, i + 2), i, g);
    const reached = (out - 1) * (g.strides[i] ?? 1) + reach(kernel, i, g) - padsOf(i, g);
    return size - reached;
  });
  return convTransposePrimitive([dy, kernel], { ...g, outputPadding });
}

function canFlip(kernel: Tensor, g: ConvGeometry): boolean {
  const rank = g.strides.length;
  const narrow = g.pads.every((p, i) => p < reach(kernel, i % rank, g));
  return narrow && g.strides.every((stride) => stride === 1);
}

/** dX = dY ∗ flipᵀ(W): full correlation with the kernel reversed in space, inputs and filters exchanged. */
function flippedConv(dy: Tensor, kernel: Tensor, g: ConvGeometry): Tensor {
  const rank = g.strides.length;
  const flat = reshape(kernel, [sizeOf(kernel, 0), sizeOf(kernel, 1), product(kernel.shape.slice(2))]);
  const exchanged = rearrange(reverse(flat, 2), '(g k) c t -> (g c) k t', { g: g.group });
  const pads = g.pads.map((p, i) => reach(kernel, i % rank, g) - 1 - p);
  const w = reshape(exchanged, [...exchanged.shape.slice(0, 2), ...kernel.shape.slice(2)]);
  return convPrimitive([dy, w], { ...g, pads });
}

/** How many elements a kernel spans along one axis, dilation included. */
function reach(kernel: Tensor, axis: number, g: ConvGeometry): number {
  return (g.dilations[axis] ?? 1) * (sizeOf(kernel, axis + 2) - 1) + 1;
}

function padsOf(axis: number, g: ConvGeometry): number {
  return (g.pads[axis] ?? 0) + (g.pads[axis + g.strides.length] ?? 0);
}
