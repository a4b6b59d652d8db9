import { describe, expect, it } from 'vitest';
import { checkLayer } from '../../../test/layer-check.ts';
import { inputLayer } from '../../layers/index.ts';
import { dataTerm } from './data-term.ts';

const types = [dataTerm];
const kspace = [3, 2, 4, 6];

checkLayer('dataTerm of a reconstruction', () => dataTerm({ lambda: 0.5 }), {
  inputs: [[2, 4, 6], [2, 4, 6], kspace, [1, 1, 4, 6]],
  types,
});
checkLayer('dataTerm of lines', () => dataTerm(), {
  inputs: [[2, 4, 6], [2, 4, 6], kspace, [1, 1, 1, 6]],
  types,
});
checkLayer('dataTerm of denoising', () => dataTerm(), {
  inputs: [
    [1, 4, 6],
    [1, 4, 6],
  ],
  types,
});

describe('dataTerm', () => {
  const input = (...shape: number[]) => inputLayer({ shape });

  it('refuses what does not belong together', () => {
    const term = dataTerm();
    expect(() => term([input(2, 4, 6), input(2, 4, 5)])).toThrow(/an image u and A\*f of one shape/);
    expect(() => term([input(2, 4, 6), input(2, 4, 6), input(...kspace)])).toThrow(/expected a mask/);
    expect(() => term([input(2, 4, 5), input(2, 4, 5), input(...kspace), input(1, 1, 4, 6)])).toThrow(
      /maps \[coil, 2, 4, 5\], as the image, received \[3, 2, 4, 6\]/,
    );
    expect(() => dataTerm({ lambda: -1 })).toThrow(/a number of 0 or more/);
  });
});
