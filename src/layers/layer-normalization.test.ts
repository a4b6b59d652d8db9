import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { layerNormalization } from './index.ts';

checkLayer('layerNormalization', () => layerNormalization(), { inputs: [[4, 3, 2]] });
checkLayer('layerNormalization of the image', () => layerNormalization({ axis: [1, 2, 3] }), {
  inputs: [[2, 3, 2]],
});
checkLayer('layerNormalization of columns', () => layerNormalization({ axis: -1, scale: false }), {
  inputs: [[3, 4]],
});

describe('layer normalization in Keras', () => {
  it('is over the channels by default', async () => {
    await compareWithKeras(layerNormalization(), keras.layerNormalization({}), { inputs: [[5, 3, 4]] });
    await compareWithKeras(layerNormalization(), keras.layerNormalization({}), { inputs: [[7]] });
  });
  it('is over all axes on request', async () => {
    const theirs = keras.layerNormalization({ axis: [1, 2, 3], center: false, scale: false });
    const ours = layerNormalization({ axis: [1, 2, 3], center: false, scale: false });
    await compareWithKeras(ours, theirs, { inputs: [[5, 3, 4]] });
  });
});
