import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { concatenate, inputLayer } from './index.ts';

checkLayer('concatenate', () => concatenate(), {
  inputs: [
    [2, 3, 2],
    [1, 3, 2],
    [3, 3, 2],
  ],
});
checkLayer('concatenate columns', () => concatenate({ axis: -1 }), {
  inputs: [
    [2, 3],
    [2, 1],
  ],
});

describe('concatenation', () => {
  it('is along the channels, as in Keras', async () => {
    await compareWithKeras(concatenate(), keras.concatenate(), {
      inputs: [
        [2, 3, 4],
        [5, 3, 4],
      ],
    });
  });
  it('refuses images of different sizes', () => {
    const images = [inputLayer({ shape: [64, 56, 56] }), inputLayer({ shape: [64, 64, 64] })];
    expect(() => concatenate()(images)).toThrow(
      'Concatenate on an input [64, 56, 56] and an input [64, 64, 64]: expected inputs that are equal in all axes ' +
        'but 1, received [64, 56, 56] and [64, 64, 64]. ' +
        'Bring them to one size first, e.g. with cropping2d, zeroPadding2d or upSampling2d.',
    );
    expect(() => concatenate()([inputLayer({ shape: [] }), inputLayer({ shape: [1] })])).toThrow(
      'an axis from 1',
    );
  });
});
