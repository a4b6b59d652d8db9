import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { softmax } from './index.ts';

checkLayer('softmax', () => softmax(), { inputs: [[4, 3, 2]] });
checkLayer('softmax over columns', () => softmax({ axis: -1 }), { inputs: [[2, 3, 4]] });

describe('softmax in Keras', () => {
  it('is over the channels by default', async () => {
    await compareWithKeras(softmax(), keras.softmax({ axis: -1 }), { inputs: [[4, 3, 2]] });
    await compareWithKeras(softmax(), keras.softmax({ axis: -1 }), { inputs: [[10]] });
  });
});
