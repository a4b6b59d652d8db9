import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { leakyReLU } from './index.ts';

checkLayer('leakyReLU', () => leakyReLU({ negativeSlope: 0.2 }), {
  inputs: [[3, 4]],
  fill: (sampler, shape) => sampler.distinct(shape),
});

describe('leaky ReLU in Keras', () => {
  it('has the same slope by default', async () => {
    await compareWithKeras(leakyReLU(), keras.leakyReLU({}), { inputs: [[3, 4]] });
  });
});
