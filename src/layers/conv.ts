import { z } from 'zod';
import { conv } from '../graph/index.ts';
import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { activations } from './activations.ts';
import { defineLayer } from './define.ts';
import { countOption, countsOption, kernelOptions, kernelWeights } from './options.ts';
import { checkImages, kernelWindow, paddingOption, windowCounts, windowPads, windowSight } from './window.ts';

/**
 * Convolution of a sequence [channel, step] to [filters, step].
 *
 * Weights: `kernel` [filters, channel / groups, kernelSize], `bias` [filters].
 */
export const conv1d = convolution(1);

/**
 * Convolution of an image [channel, row, column] to [filters, row, column].
 *
 * Weights: `kernel` [filters, channel / groups, rows, columns], `bias` [filters].
 *
 * @example conv2d({ filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' })
 */
export const conv2d = convolution(2);

/**
 * Convolution of a volume [channel, slice, row, column] to [filters, slice, row, column].
 *
 * Weights: `kernel` [filters, channel / groups, slices, rows, columns], `bias` [filters].
 */
export const conv3d = convolution(3);

function convolution(rank: 1 | 2 | 3) {
  return defineLayer({
    type: `Conv${rank}D`,
    options: z.strictObject({
      /** How many channels come out. */
      filters: countOption,
      kernelSize: countsOption(rank),
      strides: countsOption(rank).prefault(1),
      padding: paddingOption,
      /** The distance between the kernel's elements. */
      dilationRate: countsOption(rank).prefault(1),
      /** How many groups of channels are convolved apart. */
      groups: countOption.default(1),
      ...kernelOptions,
    }),
    outputShape: (shape, config) => {
      checkImages(shape, rank);
      const [channels = 0, ...sizes] = shape;
      const { filters, groups } = config;
      check(channels % groups === 0 && filters % groups === 0, () => ({
        where: 'option "groups"',
        expected: `a divisor of ${channels} channels and ${filters} filters`,
        received: `${groups}`,
      }));
      return [filters, ...windowCounts(sizes, kernelWindow(config))];
    },
    weights: ([channels = 0], config) => {
      const kernel = [config.filters, channels / config.groups, ...config.kernelSize];
      return kernelWeights(kernel, range(1, kernel.length), config.filters, config);
    },
    trace: (x, config, weight) => {
      const bias = config.useBias ? weight('bias') : undefined;
      const y = conv(x, weight('kernel'), bias, {
        strides: config.strides,
        dilations: config.dilationRate,
        pads: windowPads(x.shape.slice(2), kernelWindow(config)),
        group: config.groups,
      });
      return activations[config.activation](y, 1);
    },
    sight: (_, config) => windowSight(kernelWindow(config)),
  });
}
