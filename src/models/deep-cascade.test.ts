import { describe, expect, it } from 'vitest';
import { checkLearns, scansToLearn } from '../../test/learning-check.ts';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { product, sum } from '../util/arrays.ts';
import goldens from './deep-cascade.json' with { type: 'json' };
import { deepCascade } from './deep-cascade.ts';

const tiny = { cascades: 2, depth: 3, filters: 4 };

checkModel('deepCascade of one coil', () => deepCascade({ ...tiny, kspaceShape: [1, 2, 6, 8] }), {
  parameters: 596,
  outputShape: [2, 6, 8],
  // They change the mean alone, which the center of k-space replaces.
  idle: ['cascade1_conv3/bias', 'cascade2_conv3/bias'],
});
checkModel(
  'deepCascade of several coils with noise',
  () => deepCascade({ ...tiny, kspaceShape: [3, 2, 6, 8], lambda: 10 }),
  { parameters: 598, outputShape: [2, 6, 8] },
);

describe('deepCascade', () => {
  const inputs = (coils: number) =>
    deepCascade({ kspaceShape: [coils, 2, 8, 8] }).inputs.map(({ source }) => source.name);

  it("has the paper's parameters in the paper's size", () => {
    const { weights } = deepCascade({ kspaceShape: [1, 2, 256, 256] });
    expect(sum(weights.map(({ shape }) => product(shape)))).toBe(565_770);
  });
  it.each(goldens)('agrees with PyTorch: %#', async (golden) => {
    const [{ shape } = { shape: [] }] = golden.inputs;
    await compareWithNetwork(deepCascade({ ...golden.options, kspaceShape: shape.slice(1) }), golden);
  });
  it('takes maps where there are several coils', () => {
    expect(inputs(1)).toEqual(['kspace', 'mask']);
    expect(inputs(4)).toEqual(['kspace', 'maps', 'mask']);
  });
  checkLearns(
    () => ({
      model: deepCascade({ kspaceShape: [3, 2, 24, 24], cascades: 2, depth: 3, filters: 8 }),
      dataset: scansToLearn({ coils: 3, rows: 24, columns: 24 }, 'complex'),
    }),
    { factor: 10 },
  );
});
