import { describe, expect, it } from 'vitest';
import { checkLayer } from '../../test/layer-check.ts';
import { inputLayer, reshape } from './index.ts';

checkLayer('reshape', () => reshape({ targetShape: [3, -1, 2] }), { inputs: [[4, 6]] });

describe('reshape refuses', () => {
  const x = inputLayer({ shape: [4, 6] });
  it('a shape of other size', () => {
    expect(() => reshape({ targetShape: [5, 5] })(x)).toThrow(
      'Reshape on an input [4, 6], option "targetShape": expected a shape of 24 numbers, as [4, 6] has, received [5, 5].',
    );
    expect(() => reshape({ targetShape: [-1, 5] })(x)).toThrow('received [-1, 5].');
  });
  it('two free sizes, and sizes that are none', () => {
    const expected =
      'Reshape, option "targetShape": expected a shape without the batch axis, at most one size -1';
    expect(() => reshape({ targetShape: [-1, -1] })).toThrow(expected);
    expect(() => reshape({ targetShape: [0, 3] })).toThrow(
      'Reshape, option "targetShape.0": expected a shape',
    );
  });
});
