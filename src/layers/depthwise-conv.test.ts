import * as tf from '@tensorflow/tfjs-core';
import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { depthwiseConv2d } from './index.ts';

checkLayer('depthwiseConv2d', () => depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same' }), {
  inputs: [[3, 4, 5]],
});

describe('depthwise convolution in Keras', () => {
  const cases = [2, 3].flatMap((kernelSize) =>
    [1, 2].flatMap((strides) =>
      (['same', 'valid'] as const).flatMap((padding) =>
        [1, 3].map((depthMultiplier) => ({ kernelSize, strides, padding, depthMultiplier })),
      ),
    ),
  );
  it.each(cases)('%o', async (options) => {
    await compareWithKeras(depthwiseConv2d(options), keras.depthwiseConv2d(options), {
      inputs: [[2, 5, 6]],
      theirWeight: (weight, name) => (name.endsWith('kernel') ? depthwiseKernel(weight, 2) : weight),
    });
  });
});

/** [channel · multiplier, 1, rows, columns] to [rows, columns, channel, multiplier]. */
function depthwiseKernel(kernel: tf.Tensor, channels: number): tf.Tensor {
  const [filters = 0, , rows = 0, columns = 0] = kernel.shape;
  return tf.transpose(tf.reshape(kernel, [channels, filters / channels, rows, columns]), [2, 3, 0, 1]);
}
