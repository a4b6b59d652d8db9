import { describe, expect, it } from 'vitest';
import { checkModel } from '../../test/model-check.ts';
import { lenet5 } from './lenet5.ts';

checkModel('lenet5', () => lenet5(), { parameters: 61_706, outputShape: [10] });
checkModel('lenet5 for color images', () => lenet5({ inputShape: [3, 32, 32], classes: 2 }), {
  parameters: 82_446,
  outputShape: [2],
});

describe('lenet5', () => {
  it('has the weights of the paper, layer by layer', () => {
    expect(lenet5().weights.map(({ shape }) => shape)).toEqual([
      ...[[6, 1, 5, 5], [6], [16, 6, 5, 5], [16]],
      ...[[400, 120], [120], [120, 84], [84], [84, 10], [10]],
    ]);
  });
  it('refuses images that are too small', () => {
    expect(() => lenet5({ inputShape: [1, 8, 8] })).toThrow(
      'Conv2D on Activation [6, 4, 4]: expected images at least',
    );
  });
});
