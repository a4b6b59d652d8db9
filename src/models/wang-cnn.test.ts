import { describe, expect, it } from 'vitest';
import { checkLearns, scansToLearn } from '../../test/learning-check.ts';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { product, sum } from '../util/arrays.ts';
import goldens from './wang-cnn.json' with { type: 'json' };
import { wangCnn } from './wang-cnn.ts';

checkModel('wangCnn', () => wangCnn({ kspaceShape: [2, 2, 6, 8], filters: [4, 3], lambda: 1 }), {
  parameters: 1_108,
  outputShape: [2, 6, 8],
});

describe('wangCnn', () => {
  it('has the parameters of its header', () => {
    const { weights } = wangCnn({ kspaceShape: [1, 2, 256, 256] });
    expect(sum(weights.map(({ shape }) => product(shape)))).toBe(63_266);
  });
  it.each(goldens)('agrees with PyTorch: %#', async (golden) => {
    const [{ shape } = { shape: [] }] = golden.inputs;
    await compareWithNetwork(wangCnn({ ...golden.options, kspaceShape: shape.slice(1) }), golden);
  });
  it('refuses kernels that are not one more than filters', () => {
    expect(() => wangCnn({ kspaceShape: [1, 2, 8, 8], kernelSizes: [9, 5] })).toThrow(
      'wangCnn, kernelSizes: expected 3 sizes, one more than filters, received 2.',
    );
  });
  checkLearns(
    () => ({
      model: wangCnn({ kspaceShape: [3, 2, 24, 24], filters: [16, 8] }),
      dataset: scansToLearn({ coils: 3, rows: 24, columns: 24 }, 'complex'),
    }),
    { factor: 10 },
  );
});
