import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { cropping1d, cropping2d, cropping3d, inputLayer } from './index.ts';

checkLayer('cropping1d', () => cropping1d({ cropping: [[2, 0]] }), { inputs: [[2, 5]] });
checkLayer('cropping2d', () => cropping2d({ cropping: [1, [0, 2]] }), { inputs: [[2, 3, 4]] });
checkLayer('cropping3d', () => cropping3d(), { inputs: [[2, 3, 3, 4]] });

describe('cropping', () => {
  it('is that of Keras', async () => {
    const cropping: [[number, number], [number, number]] = [
      [1, 2],
      [0, 3],
    ];
    await compareWithKeras(cropping2d({ cropping }), keras.cropping2D({ cropping }), { inputs: [[2, 5, 6]] });
  });
  it('refuses to leave nothing', () => {
    expect(() => cropping2d({ cropping: [2, 0] })(inputLayer({ shape: [1, 4, 8] }))).toThrow(
      'Cropping2D on an input [1, 4, 8], option "cropping": expected something to be left, received [0, 8].',
    );
  });
});
