import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { upSampling1d, upSampling2d, upSampling3d } from './index.ts';

checkLayer('upSampling1d', () => upSampling1d({ size: 3 }), { inputs: [[2, 3]] });
checkLayer('upSampling1d, linear', () => upSampling1d({ interpolation: 'linear' }), { inputs: [[2, 3]] });
checkLayer('upSampling2d', () => upSampling2d(), { inputs: [[2, 3, 2]] });
checkLayer('upSampling2d, bilinear', () => upSampling2d({ size: [2, 3], interpolation: 'bilinear' }), {
  inputs: [[2, 3, 2]],
});
checkLayer('upSampling3d', () => upSampling3d({ interpolation: 'trilinear' }), { inputs: [[2, 2, 2, 2]] });

describe('upsampling in Keras', () => {
  it.each([
    [2, 2],
    [3, 1],
    [1, 4],
  ] as [number, number][])('repeats by %i and %i', async (...size) => {
    await compareWithKeras(upSampling2d({ size }), keras.upSampling2d({ size }), { inputs: [[2, 3, 4]] });
  });
});
