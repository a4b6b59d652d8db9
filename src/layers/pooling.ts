import { z } from 'zod';
import type { Tensor } from '../graph/index.ts';
import { averagePool, constant, div, maxPool } from '../graph/index.ts';
import { defineLayer } from './define.ts';
import { countsOption } from './options.ts';
import type { Window } from './window.ts';
import {
  checkImages,
  paddingOption,
  windowCounts,
  windowCoverage,
  windowPads,
  windowSight,
} from './window.ts';

/** The largest value in each window of a sequence [channel, step]. */
export const maxPooling1d = pooling('Max', 1);
/**
 * The largest value in each window of an image [channel, row, column].
 *
 * @example maxPooling2d({ poolSize: 2 })
 */
export const maxPooling2d = pooling('Max', 2);
/** The largest value in each window of a volume [channel, slice, row, column]. */
export const maxPooling3d = pooling('Max', 3);
/** The mean of each window of a sequence [channel, step]. */
export const averagePooling1d = pooling('Average', 1);
/** The mean of each window of an image [channel, row, column]; what lies outside does not count. */
export const averagePooling2d = pooling('Average', 2);
/** The mean of each window of a volume [channel, slice, row, column]. */
export const averagePooling3d = pooling('Average', 3);

function pooling(kind: 'Max' | 'Average', rank: 1 | 2 | 3) {
  return defineLayer({
    type: `${kind}Pooling${rank}D`,
    options: z
      .strictObject({
        /** The window's size; 2 by default. */
        poolSize: countsOption(rank).prefault(2),
        /** How far the window moves; by its own size unless given. */
        strides: countsOption(rank).optional(),
        padding: paddingOption,
      })
      .transform(({ strides, ...config }) => ({ ...config, strides: strides ?? config.poolSize })),
    outputShape: (shape, config) => {
      checkImages(shape, rank);
      const [channels = 0, ...sizes] = shape;
      return [channels, ...windowCounts(sizes, poolWindow(config))];
    },
    trace: (x, config) => pool(kind, x, poolWindow(config)),
    sight: (_, config) => windowSight(poolWindow(config)),
  });
}

function pool(kind: 'Max' | 'Average', x: Tensor, window: Window): Tensor {
  const sizes = x.shape.slice(2);
  const pads = windowPads(sizes, window);
  const options = { size: window.size, strides: window.strides, pads };
  if (kind === 'Max') return maxPool(x, options);
  const mean = averagePool(x, options);
  if (pads.every((n) => n === 0)) return mean;
  const coverage = constant(windowCoverage(sizes, window), [1, 1, ...mean.shape.slice(2)]);
  return div(mean, coverage);
}

function poolWindow(config: {
  readonly poolSize: readonly number[];
  readonly strides: readonly number[];
  readonly padding: 'valid' | 'same';
}): Window {
  const { poolSize, strides, padding } = config;
  return { size: poolSize, strides, padding, dilation: poolSize.map(() => 1) };
}
