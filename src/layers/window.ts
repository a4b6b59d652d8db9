import { z } from 'zod';
import type { Shape } from '../graph/index.ts';
import { formatShape } from '../graph/tensor.ts';
import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import type { Sight } from './sight.ts';

/** A window that moves over the spatial axes: of a convolution or a pooling. One number for each axis. */
export interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly dilation: readonly number[];
  /** `valid`: only where the window lies inside; `same`: ⌈size / stride⌉ outputs, zeros around as needed. */
  readonly padding: 'valid' | 'same';
}

/** The options under which a kernel's layer keeps its window. */
interface KernelMovement extends Pick<Window, 'strides' | 'padding'> {
  readonly kernelSize: readonly number[];
  readonly dilationRate: readonly number[];
}

/** The window of a layer with a kernel. */
export function kernelWindow({ kernelSize, strides, padding, dilationRate }: KernelMovement): Window {
  return { size: kernelSize, strides, padding, dilation: dilationRate };
}

/** Whether windows reach over the border. */
export const paddingOption = z.literal(['valid', 'same'], "'valid' or 'same'").default('valid');

const AXES = ['', '[channel, step]', '[channel, row, column]', '[channel, slice, row, column]'];

/** Checks that a shape is that of images with `rank` spatial axes: [channel, ...spatial]. */
export function checkImages(shape: Shape, rank: number): void {
  check(shape.length === rank + 1, () => ({
    where: '',
    expected: `an input ${AXES[rank]}`,
    received: `shape ${formatShape(shape)}`,
    remedy: shape.length < rank + 1 ? 'Give it its axes with reshape.' : '',
  }));
}

/** How many elements the window spans along an axis, gaps included. */
export function windowReach({ size, dilation }: Window, axis: number): number {
  return (dilation[axis] ?? 1) * ((size[axis] ?? 1) - 1) + 1;
}

/** How many places the window takes along each axis of images of these sizes. */
export function windowCounts(sizes: Shape, window: Window): number[] {
  return sizes.map((size, axis) => {
    const stride = window.strides[axis] ?? 1;
    if (window.padding === 'same') return Math.ceil(size / stride);
    const reach = windowReach(window, axis);
    check(reach <= size, () => ({
      where: '',
      expected: `images at least as large as the window, ${reach} along spatial axis ${axis}`,
      received: `sizes ${formatShape(sizes)}`,
      remedy: "Use padding 'same', a smaller window, or pool less before.",
    }));
    return Math.floor((size - reach) / stride) + 1;
  });
}

/**
 * The zeros around images of these sizes, first all before, then all after, as ONNX writes them. What does not
 * divide evenly goes to the end, as TensorFlow has it.
 */
export function windowPads(sizes: Shape, window: Window): number[] {
  if (window.padding === 'valid') return [...sizes, ...sizes].map(() => 0);
  const totals = windowCounts(sizes, window).map((count, axis) => {
    const covered = (count - 1) * (window.strides[axis] ?? 1) + windowReach(window, axis);
    return Math.max(0, covered - (sizes[axis] ?? 0));
  });
  return [...totals.map((total) => Math.floor(total / 2)), ...totals.map((total) => Math.ceil(total / 2))];
}

/** For each place of the window, in row-major order, which share of it lies inside the image. */
export function windowCoverage(sizes: Shape, window: Window): Float32Array {
  const pads = windowPads(sizes, window);
  const perAxis = windowCounts(sizes, window).map((count, axis) =>
    Array.from({ length: count }, (_, place) => {
      const start = place * (window.strides[axis] ?? 1) - (pads[axis] ?? 0);
      const step = window.dilation[axis] ?? 1;
      const taps = Array.from({ length: window.size[axis] ?? 1 }, (_, tap) => start + tap * step);
      return taps.filter((at) => at >= 0 && at < (sizes[axis] ?? 0)).length;
    }),
  );
  const inside = perAxis.reduce<number[]>((all, axis) => all.flatMap((a) => axis.map((b) => a * b)), [1]);
  return Float32Array.from(inside, (count) => count / product(window.size));
}

/** How far a window sees. */
export function windowSight(window: Window): Sight {
  return { reach: window.size.map((_, axis) => windowReach(window, axis)), strides: window.strides };
}
