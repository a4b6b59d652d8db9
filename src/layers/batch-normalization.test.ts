import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { input } from '../graph/index.ts';
import { batchNormalization, inputLayer, type Model, model, sequential } from './index.ts';

checkLayer('batchNormalization', () => batchNormalization(), { inputs: [[3, 4, 2]] });
checkLayer('batchNormalization of features', () => batchNormalization({ scale: false, epsilon: 0.1 }), {
  inputs: [[4]],
});
checkLayer('batchNormalization of columns', () => batchNormalization({ axis: -1, center: false }), {
  inputs: [[2, 4]],
});

describe('batch normalization in Keras', () => {
  const settings = [{}, { momentum: 0.9, epsilon: 0.01 }];
  const withoutWeights = [{ center: false }, { scale: false }];
  for (const inputs of [[[3, 4, 5]], [[3, 4]], [[6]]]) {
    for (const training of [false, true]) {
      // TensorFlow.js stumbles over a missing weight in training.
      it.each(training ? settings : [...settings, ...withoutWeights])(
        `of ${JSON.stringify(inputs)}, training: ${training}, %o`,
        async (options) => {
          await compareWithKeras(batchNormalization(options), keras.batchNormalization(options), {
            inputs,
            training,
          });
        },
      );
    }
  }
});

describe('batch normalization', () => {
  const updatesOf = (network: Model, training: boolean) => {
    const weights = new Map(network.weights.map(({ name, shape }) => [name, input(name, shape)]));
    const images = network.inputs.map(({ shape }, i) => input(`x${i}`, [2, ...shape]));
    return [...network.forward(images, weights, { training }).updates.keys()];
  };

  it('keeps averages that no optimizer trains, and moves them only in training', () => {
    const network = sequential([batchNormalization()], { inputShape: [3, 4, 4] });
    expect(network.weights.map(({ name, trainable }) => [name, trainable])).toEqual([
      ['batch_normalization/gamma', true],
      ['batch_normalization/beta', true],
      ['batch_normalization/movingMean', false],
      ['batch_normalization/movingVariance', false],
    ]);
    expect(updatesOf(network, true)).toEqual([
      'batch_normalization/movingMean',
      'batch_normalization/movingVariance',
    ]);
    expect(updatesOf(network, false)).toEqual([]);
  });
  it('uses and leaves its averages where it is frozen', () => {
    const network = sequential([batchNormalization({ trainable: false })], { inputShape: [3, 4, 4] });
    expect(network.weights.some(({ trainable }) => trainable)).toBe(false);
    expect(updatesOf(network, true)).toEqual([]);
  });
  it('that is shared goes on with the averages of its call before', () => {
    const [a, b, shared] = [inputLayer({ shape: [3] }), inputLayer({ shape: [3] }), batchNormalization()];
    const network = model({ inputs: [a, b], outputs: [shared(a), shared(b)] });
    expect(updatesOf(network, true)).toHaveLength(2);
  });
});
