import { describe, expect, it } from 'vitest';
import { checkImagingLayer, shapes, valuesOf } from '../../../test/imaging-layer-check.ts';
import { inputLayer } from '../../layers/index.ts';
import { standardization, undoStandardization } from './standardization.ts';

checkImagingLayer('standardization', () => standardization(), [shapes.image]);
checkImagingLayer('undoStandardization', () => undoStandardization(), [shapes.image, [2, 3, 3]]);

describe('standardization', () => {
  it('gives mean 0 and variance 1 of a sample, and can be undone', async () => {
    const x = { shape: [1, 1, 3], values: [1, 3, 5] };
    expect(await valuesOf(standardization(), x)).toEqual([-1, 0, 1]);
    expect(await valuesOf(undoStandardization(), { ...x, values: [-1, 0, 1] }, x)).toEqual([1, 3, 5]);
  });
  it('stays finite where all is one value', async () => {
    expect(await valuesOf(standardization(), { shape: [1, 1, 3], values: [2, 2, 2] })).toEqual([0, 0, 0]);
  });
  it('refuses single positions, and moments of other channels', () => {
    const node = (...shape: number[]) => inputLayer({ shape });
    expect(() => standardization()(node(3, 1, 1))).toThrow('with two or more positions, received [3, 1, 1].');
    expect(() => undoStandardization()([node(3, 4, 4), node(2, 4, 4)])).toThrow(
      'expected two inputs of the same channels, as [2, 4, 4], received [3, 4, 4].',
    );
  });
});
