import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer, type LayerCheck } from '../../test/layer-check.ts';
import * as pooling from './index.ts';

const distinct: Pick<LayerCheck, 'fill'> = { fill: (sampler, shape) => sampler.distinct(shape) };

checkLayer('globalAveragePooling1d', () => pooling.globalAveragePooling1d(), { inputs: [[2, 4]] });
checkLayer('globalAveragePooling2d', () => pooling.globalAveragePooling2d({ keepDims: true }), {
  inputs: [[2, 3, 4]],
});
checkLayer('globalAveragePooling3d', () => pooling.globalAveragePooling3d(), { inputs: [[2, 2, 2, 3]] });
checkLayer('globalMaxPooling1d', () => pooling.globalMaxPooling1d(), { inputs: [[2, 4]], ...distinct });
checkLayer('globalMaxPooling2d', () => pooling.globalMaxPooling2d(), { inputs: [[2, 3, 4]], ...distinct });
checkLayer('globalMaxPooling3d', () => pooling.globalMaxPooling3d({ keepDims: true }), {
  inputs: [[2, 2, 2, 3]],
  ...distinct,
});

describe('global pooling in Keras', () => {
  it('in one dimension', async () => {
    await compareWithKeras(pooling.globalAveragePooling1d(), keras.globalAveragePooling1d({}), {
      inputs: [[3, 4]],
    });
    await compareWithKeras(pooling.globalMaxPooling1d(), keras.globalMaxPooling1d({}), { inputs: [[3, 4]] });
  });
  it('in two dimensions', async () => {
    await compareWithKeras(pooling.globalAveragePooling2d(), keras.globalAveragePooling2d({}), {
      inputs: [[3, 4, 5]],
    });
    await compareWithKeras(pooling.globalMaxPooling2d(), keras.globalMaxPooling2d({}), {
      inputs: [[3, 4, 5]],
    });
  });
});
