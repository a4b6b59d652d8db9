import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { conv1d, conv2d, conv3d, inputLayer } from './index.ts';

checkLayer('conv1d', () => conv1d({ filters: 3, kernelSize: 3, activation: 'tanh' }), { inputs: [[2, 7]] });
checkLayer('conv2d', () => conv2d({ filters: 4, kernelSize: [3, 2], padding: 'same', strides: 2 }), {
  inputs: [[2, 5, 6]],
});
checkLayer(
  'conv2d in groups',
  () => conv2d({ filters: 6, kernelSize: 3, groups: 2, dilationRate: 2, useBias: false }),
  {
    inputs: [[4, 6, 5]],
  },
);
checkLayer('conv3d', () => conv3d({ filters: 2, kernelSize: 2 }), { inputs: [[2, 3, 4, 3]] });

describe('convolution in Keras', () => {
  const cases = [2, 3, 4, 5].flatMap((kernelSize) =>
    [1, 2, 3].flatMap((strides) =>
      (['same', 'valid'] as const).map((padding) => ({ kernelSize, strides, padding })),
    ),
  );
  it.each(cases)('in one dimension: %o', async (options) => {
    await compareWithKeras(conv1d({ filters: 3, ...options }), keras.conv1d({ filters: 3, ...options }), {
      inputs: [[2, 8]],
    });
  });
  it.each(cases)('in two dimensions: %o', async (options) => {
    await compareWithKeras(conv2d({ filters: 3, ...options }), keras.conv2d({ filters: 3, ...options }), {
      inputs: [[2, 7, 8]],
    });
  });
  it.each(cases.filter(({ kernelSize }) => kernelSize < 4))('in three dimensions: %o', async (options) => {
    await compareWithKeras(conv3d({ filters: 2, ...options }), keras.conv3d({ filters: 2, ...options }), {
      inputs: [[2, 4, 5, 7]],
    });
  });
  it.each(['same', 'valid'] as const)('with gaps, padding %s', async (padding) => {
    const options = { filters: 2, kernelSize: [3, 2] as [number, number], dilationRate: 2, padding };
    await compareWithKeras(conv2d(options), keras.conv2d(options), { inputs: [[2, 7, 8]] });
  });
});

describe('a convolution refuses', () => {
  const image = inputLayer({ shape: [3, 4, 4] });

  it('an input that is no image, and says how to make one', () => {
    const layer = conv2d({ filters: 6, kernelSize: 5, name: 'first' });
    expect(() => layer(inputLayer({ shape: [784] }))).toThrow(
      'Conv2D "first" on an input [784]: expected an input [channel, row, column], received shape [784]. ' +
        'Give it its axes with reshape.',
    );
  });
  it('an image smaller than its kernel', () => {
    expect(() => conv2d({ filters: 6, kernelSize: 5 })(image)).toThrow(
      'Conv2D on an input [3, 4, 4]: expected images at least as large as the window, 5 along spatial axis 0, ' +
        "received sizes [4, 4]. Use padding 'same', a smaller window, or pool less before.",
    );
  });
  it('groups that do not divide its channels', () => {
    expect(() => conv2d({ filters: 6, kernelSize: 1, groups: 2 })(image)).toThrow(
      'Conv2D on an input [3, 4, 4], option "groups": expected a divisor of 3 channels and 6 filters, received 2.',
    );
  });
  it('sizes that are none, and options it does not have', () => {
    expect(() => conv2d({ filters: 6, kernelSize: [3] })).toThrow(
      'Conv2D, option "kernelSize": expected a whole number of 1 or more, or a list of 2, received [3].',
    );
    expect(() => conv2d({ filters: 0.5, kernelSize: 3 })).toThrow(
      'Conv2D, option "filters": expected a whole number of 1 or more, received 0.5.',
    );
    expect(() => conv2d.fromConfig({ filters: 6, kernel: 3 }, {})).toThrow(
      'Conv2D, option "kernelSize": expected a whole number of 1 or more, or a list of 2, received nothing.',
    );
    expect(() => conv2d.fromConfig({ filters: 6, kernelSize: 3, kernel: 3 }, {})).toThrow(
      'Conv2D: expected only the options filters, kernelSize, strides, padding, dilationRate, groups, activation, ',
    );
  });
});
