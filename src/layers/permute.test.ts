import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { inputLayer, permute } from './index.ts';

checkLayer('permute', () => permute({ dims: [3, 1, 2] }), { inputs: [[2, 3, 4]] });

describe('permute', () => {
  it('exchanges two axes as Keras does', async () => {
    await compareWithKeras(permute({ dims: [2, 1] }), keras.permute({ dims: [2, 1] }), { inputs: [[3, 4]] });
  });
  it('refuses what is no order of the axes', () => {
    expect(() => permute({ dims: [1, 1] })(inputLayer({ shape: [3, 4] }))).toThrow(
      'Permute on an input [3, 4], option "dims": expected each axis from 1 to 2 of [3, 4] once, received [1, 1].',
    );
  });
});
