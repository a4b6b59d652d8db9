import { z } from 'zod';
import { conv } from '../graph/index.ts';
import { present } from '../util/errors.ts';
import { activations } from './activations.ts';
import { defineLayer } from './define.ts';
import { countOption, countsOption, kernelOptions, kernelWeights } from './options.ts';
import { checkImages, kernelWindow, paddingOption, windowCounts, windowPads, windowSight } from './window.ts';

/**
 * Each channel of an image [channel, row, column] convolved alone, with `depthMultiplier` kernels. The outputs
 * of one channel are neighbors.
 *
 * Weights: `kernel` [channel · depthMultiplier, 1, rows, columns], `bias` [channel · depthMultiplier].
 *
 * @example depthwiseConv2d({ kernelSize: 3, padding: 'same' })
 */
export const depthwiseConv2d = defineLayer({
  type: 'DepthwiseConv2D',
  options: z.strictObject({
    kernelSize: countsOption(2),
    strides: countsOption(2).prefault(1),
    padding: paddingOption,
    dilationRate: countsOption(2).prefault(1),
    /** How many channels come out for each that goes in. */
    depthMultiplier: countOption.default(1),
    ...kernelOptions,
  }),
  outputShape: (shape, config) => {
    checkImages(shape, 2);
    const [channels = 0, ...sizes] = shape;
    return [channels * config.depthMultiplier, ...windowCounts(sizes, kernelWindow(config))];
  },
  weights: ([channels = 0], config) => {
    const filters = channels * config.depthMultiplier;
    return kernelWeights([filters, 1, ...config.kernelSize], [1, 2, 3], filters, config);
  },
  trace: (x, config, weight) => {
    const bias = config.useBias ? weight('bias') : undefined;
    const y = conv(x, weight('kernel'), bias, {
      strides: config.strides,
      dilations: config.dilationRate,
      pads: windowPads(x.shape.slice(2), kernelWindow(config)),
      group: present(x.shape[1], 'channels'),
    });
    return activations[config.activation](y, 1);
  },
  sight: (_, config) => windowSight(kernelWindow(config)),
});
