import { describe, expect, it } from 'vitest';
import { checkImagingLayer, shapes, valuesOf } from '../../../test/imaging-layer-check.ts';
import { inputLayer } from '../../layers/index.ts';
import { reflectionPadding2d } from './reflection-padding.ts';

checkImagingLayer('reflectionPadding2d', () => reflectionPadding2d({ padding: [[2, 1], 3] }), [shapes.image]);

describe('reflectionPadding2d', () => {
  it('mirrors without repeating the border', async () => {
    const row = { shape: [1, 1, 3], values: [1, 2, 3] };
    const layer = reflectionPadding2d({ padding: [0, [2, 1]] });
    expect(await valuesOf(layer, row)).toEqual([3, 2, 1, 2, 3, 2]);
  });
  it('refuses to mirror more than there is', () => {
    expect(() => reflectionPadding2d({ padding: 4 })(inputLayer({ shape: [1, 4, 8] }))).toThrow(
      'expected an image [channel, row, column] with more pixels than are mirrored, received [1, 4, 8].',
    );
  });
});
