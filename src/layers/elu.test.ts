import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { elu } from './index.ts';

checkLayer('elu', () => elu({ alpha: 0.7 }), {
  inputs: [[3, 4]],
  fill: (sampler, shape) => sampler.distinct(shape),
});

describe('ELU in Keras', () => {
  it('is the same', async () => {
    await compareWithKeras(elu(), keras.elu({}), { inputs: [[3, 4]] });
  });
});
