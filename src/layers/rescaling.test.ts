import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { rescaling } from './index.ts';

checkLayer('rescaling', () => rescaling({ scale: 1 / 255, offset: -0.5 }), { inputs: [[2, 3, 3]] });
checkLayer('rescaling by one', () => rescaling({ scale: 1 }), { inputs: [[2]] });

describe('rescaling in Keras', () => {
  it('is the same', async () => {
    const options = { scale: 0.25, offset: 3 };
    await compareWithKeras(rescaling(options), keras.rescaling(options), { inputs: [[2, 3, 4]] });
  });
});
