import { describe, expect, it } from 'vitest';
import { checkLearns, scansToLearn } from '../../test/learning-check.ts';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { product, sum } from '../util/arrays.ts';
import goldens from './kwon-mlp.json' with { type: 'json' };
import { kwonMlp } from './kwon-mlp.ts';

checkModel('kwonMlp', () => kwonMlp({ kspaceShape: [2, 2, 5, 6], hidden: [9, 8] }), {
  parameters: 359,
  outputShape: [1, 5, 6],
});

describe('kwonMlp', () => {
  it('has the parameters of its header', () => {
    const { weights } = kwonMlp({ kspaceShape: [12, 2, 384, 216] });
    expect(sum(weights.map(({ shape }) => product(shape)))).toBe(15_308_568);
  });
  it.each(goldens)('agrees with PyTorch: %#', async (golden) => {
    const [{ shape } = { shape: [] }] = golden.inputs;
    await compareWithNetwork(kwonMlp({ ...golden.options, kspaceShape: shape.slice(1) }), golden);
  });
  checkLearns(
    () => ({
      model: kwonMlp({ kspaceShape: [3, 2, 24, 24], hidden: [64, 64] }),
      dataset: scansToLearn({ coils: 3, rows: 24, columns: 24 }, 'magnitude'),
    }),
    { factor: 10 },
  );
});
