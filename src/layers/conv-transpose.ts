import { z } from 'zod';
import type { ConvTransposeGeometry, Shape } from '../graph/index.ts';
import { convTranspose } from '../graph/index.ts';
import { range } from '../util/arrays.ts';
import { activations } from './activations.ts';
import { defineLayer } from './define.ts';
import { countOption, countsOption, kernelOptions, kernelWeights } from './options.ts';
import type { Window } from './window.ts';
import { checkImages, kernelWindow, paddingOption, windowReach } from './window.ts';

/**
 * Transposed convolution of a sequence [channel, step] to [filters, step].
 *
 * Weights: `kernel` [channel, filters, kernelSize], `bias` [filters].
 */
export const conv1dTranspose = transposedConvolution(1);

/**
 * Transposed convolution of an image [channel, row, column] to [filters, row, column]: with `same` padding to
 * size · strides, with `valid` to all that the kernel reaches, at least size · strides.
 *
 * Weights: `kernel` [channel, filters, rows, columns], `bias` [filters].
 *
 * @example conv2dTranspose({ filters: 64, kernelSize: 2, strides: 2 })
 */
export const conv2dTranspose = transposedConvolution(2);

/**
 * Transposed convolution of a volume [channel, slice, row, column] to [filters, slice, row, column].
 *
 * Weights: `kernel` [channel, filters, slices, rows, columns], `bias` [filters].
 */
export const conv3dTranspose = transposedConvolution(3);

function transposedConvolution(rank: 1 | 2 | 3) {
  return defineLayer({
    type: `Conv${rank}DTranspose`,
    options: z.strictObject({
      /** How many channels come out. */
      filters: countOption,
      kernelSize: countsOption(rank),
      /** How many times larger the output is. */
      strides: countsOption(rank).prefault(1),
      padding: paddingOption,
      dilationRate: countsOption(rank).prefault(1),
      ...kernelOptions,
    }),
    outputShape: (shape, config) => {
      checkImages(shape, rank);
      return [config.filters, ...enlarged(shape.slice(1), kernelWindow(config))];
    },
    weights: ([channels = 0], config) => {
      const kernel = [channels, config.filters, ...config.kernelSize];
      return kernelWeights(kernel, [0, ...range(2, kernel.length)], config.filters, config);
    },
    trace: (x, config, weight) => {
      const bias = config.useBias ? weight('bias') : undefined;
      const y = convTranspose(x, weight('kernel'), bias, geometry(kernelWindow(config)));
      return activations[config.activation](y, 1);
    },
    sight: (_, config) => {
      const window = kernelWindow(config);
      const reach = config.strides.map((stride, axis) => Math.ceil(windowReach(window, axis) / stride));
      return { reach, strides: config.strides.map((stride) => 1 / stride) };
    },
  });
}

/** How far the kernel reaches beyond the stride along each axis: negative where it leaves gaps. */
function overlaps(window: Window): number[] {
  return window.strides.map((stride, axis) => windowReach(window, axis) - stride);
}

function enlarged(sizes: Shape, window: Window): number[] {
  const kept = window.padding === 'valid' ? overlaps(window).map((n) => Math.max(0, n)) : [];
  return sizes.map((size, axis) => size * (window.strides[axis] ?? 1) + (kept[axis] ?? 0));
}

/** With `same`, what overlaps is cut off, the smaller half before: the adjoint of TensorFlow's convolution. */
function geometry(window: Window): Omit<ConvTransposeGeometry, 'group'> {
  const overlap = overlaps(window);
  const cut = overlap.map((n) => (window.padding === 'same' ? Math.max(0, n) : 0));
  return {
    strides: window.strides,
    dilations: window.dilation,
    pads: [...cut.map((n) => Math.floor(n / 2)), ...cut.map((n) => Math.ceil(n / 2))],
    outputPadding: overlap.map((n) => Math.max(0, -n)),
  };
}
