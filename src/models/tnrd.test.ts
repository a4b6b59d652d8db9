import { describe, expect, it } from 'vitest';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { product, sum } from '../util/arrays.ts';
import goldens from './tnrd.json' with { type: 'json' };
import { type TnrdOptions, tnrd } from './tnrd.ts';

checkModel('tnrd', () => tnrd({ inputShape: [1, 9, 8], kernelSize: 3, stages: 2, functions: 9 }), {
  parameters: 2 * (8 * 8 + 8 * 9 + 1),
  outputShape: [1, 9, 8],
  idle: ['stage1_reaction/lambda'],
});

describe('tnrd', () => {
  const parameters = (options: Partial<TnrdOptions>) =>
    sum(tnrd({ inputShape: [1, 60, 60], ...options }).weights.map(({ shape }) => product(shape)));

  it("has the paper's parameters in the paper's sizes", () => {
    expect(parameters({})).toBe(26_645);
    expect(parameters({ kernelSize: 5 })).toBe(10_445);
  });
  it.each(goldens)('agrees with PyTorch: %#', async (golden) => {
    const [{ shape } = { shape: [] }] = golden.inputs;
    await compareWithNetwork(tnrd({ ...golden.options, inputShape: shape.slice(1) }), golden);
  });
  it('refuses color images', () => {
    expect(() => tnrd({ inputShape: [3, 60, 60] })).toThrow(
      /7 × 7 pixels and one channel, received \[3, 60, 60\]/,
    );
  });
});
