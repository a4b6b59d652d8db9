/** The classifier in its three sizes. */
import {
  conv2d,
  dense,
  flatten,
  globalAveragePooling2d,
  type Layer,
  type Model,
  maxPooling2d,
  sequential,
} from 'echotrain/layers';
import { SIZE } from './reconstructions.ts';

/** The sizes, from the smallest. */
export const sizes = ['one convolution', 'four convolutions', 'four, and a dense layer'] as const;

/** One of the three. */
export type Size = (typeof sizes)[number];

function convolution(): Layer {
  return conv2d({
    filters: 8,
    kernelSize: 3,
    padding: 'same',
    activation: 'relu',
    kernelInitializer: 'heNormal',
  });
}

/** A network that gives a logit of "compressed sensing" for an image [1, row, column]. */
export function network(size: Size): Model {
  return sequential(layersOf(size), { inputShape: [1, SIZE, SIZE] });
}

function layersOf(size: Size): Layer[] {
  switch (size) {
    case 'one convolution':
      return [convolution(), globalAveragePooling2d(), dense({ units: 1 })];
    case 'four convolutions':
      return [
        convolution(),
        convolution(),
        convolution(),
        convolution(),
        globalAveragePooling2d(),
        dense({ units: 1 }),
      ];
    case 'four, and a dense layer':
      return [
        ...[convolution(), maxPooling2d(), convolution(), maxPooling2d()],
        ...[convolution(), maxPooling2d(), convolution(), maxPooling2d()],
        flatten(),
        dense({ units: 16, activation: 'relu' }),
        dense({ units: 1 }),
      ];
  }
}

/** How many numbers a network learns. */
export function parametersOf({ weights }: Model): number {
  return weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}
