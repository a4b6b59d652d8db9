import { describe, expect, it } from 'vitest';
import { checkImagingLayer, shapes } from '../../../test/imaging-layer-check.ts';
import { inputLayer } from '../../layers/index.ts';
import { fourierTransform2d, inverseFourierTransform2d } from './fourier-transform.ts';

checkImagingLayer('fourierTransform2d', () => fourierTransform2d(), [shapes.coilImages]);
checkImagingLayer('inverseFourierTransform2d', () => inverseFourierTransform2d(), [shapes.image]);

describe('fourierTransform2d', () => {
  it('refuses what is not complex', () => {
    expect(() => fourierTransform2d()(inputLayer({ shape: [1, 8, 8] }))).toThrow(
      'expected an input [..., 2, row, column], received [1, 8, 8].',
    );
  });
});
