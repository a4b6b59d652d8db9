import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { zeroPadding1d, zeroPadding2d, zeroPadding3d } from './index.ts';

checkLayer('zeroPadding1d', () => zeroPadding1d({ padding: [[2, 0]] }), { inputs: [[2, 3]] });
checkLayer('zeroPadding2d', () => zeroPadding2d({ padding: [1, [0, 2]] }), { inputs: [[2, 3, 4]] });
checkLayer('zeroPadding3d', () => zeroPadding3d(), { inputs: [[1, 2, 2, 3]] });

describe('zero padding', () => {
  it('is that of Keras', async () => {
    const padding: [[number, number], [number, number]] = [
      [1, 2],
      [0, 3],
    ];
    await compareWithKeras(zeroPadding2d(), keras.zeroPadding2d(), { inputs: [[2, 3, 4]] });
    await compareWithKeras(zeroPadding2d({ padding }), keras.zeroPadding2d({ padding }), {
      inputs: [[2, 3, 4]],
    });
  });
  it('refuses what is no border', () => {
    const expected = 'a whole number of 0 or more, 2 of them, or 2 pairs [before, after]';
    for (const padding of [
      -1,
      0.5,
      [1],
      [
        [1, 2],
        [3, -4],
      ],
      [[1, 2, 3], 1],
    ]) {
      expect(() => zeroPadding2d.fromConfig({ padding }, {}), JSON.stringify(padding)).toThrow(
        `expected ${expected}`,
      );
    }
  });
});
