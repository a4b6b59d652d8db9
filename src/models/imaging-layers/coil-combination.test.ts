import { describe, expect, it } from 'vitest';
import { checkImagingLayer, shapes, valuesOf } from '../../../test/imaging-layer-check.ts';
import { inputLayer } from '../../layers/index.ts';
import { combineCoils, expandToCoils, normalizeCoils, rootSumOfSquares } from './coil-combination.ts';

const { coilImages, image } = shapes;

checkImagingLayer('combineCoils', () => combineCoils(), [coilImages, coilImages]);
checkImagingLayer('expandToCoils', () => expandToCoils(), [image, coilImages]);
checkImagingLayer('rootSumOfSquares', () => rootSumOfSquares(), [coilImages]);
checkImagingLayer('normalizeCoils', () => normalizeCoils(), [coilImages]);

describe('coils', () => {
  it('stay finite where none of them sees anything', async () => {
    const nothing = { shape: [2, 2, 1, 2], values: [0, 3, 0, 4, 0, 0, 0, 0] };
    const sensitivities = [0, expect.closeTo(0.6), 0, expect.closeTo(0.8), 0, 0, 0, 0];
    expect(await valuesOf(normalizeCoils(), nothing)).toEqual(sensitivities);
    expect(await valuesOf(rootSumOfSquares(), nothing)).toEqual([0, 5]);
  });
  it('refuse maps of another size', () => {
    const [images, others] = [inputLayer({ shape: [3, 2, 8, 8] }), inputLayer({ shape: [4, 2, 8, 8] })];
    expect(() => combineCoils()([images, others])).toThrow(
      'expected maps [3, 2, 8, 8], as the images, received [4, 2, 8, 8].',
    );
    expect(() => expandToCoils()([inputLayer({ shape: [2, 8, 9] }), others])).toThrow(
      'expected maps [coil, 2, 8, 9], as the image, received [4, 2, 8, 8].',
    );
  });
});
