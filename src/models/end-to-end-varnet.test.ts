import { describe, expect, it } from 'vitest';
import { checkLearns, scansToLearn } from '../../test/learning-check.ts';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { product, sum } from '../util/arrays.ts';
import goldens from './end-to-end-varnet.json' with { type: 'json' };
import { endToEndVarnet } from './end-to-end-varnet.ts';

const form = { cascades: 2, channels: 2, pools: 2, mapsChannels: 2, mapsPools: 1 };

checkModel('endToEndVarnet', () => endToEndVarnet({ ...form, kspaceShape: [2, 2, 6, 10] }), {
  parameters: 4_152,
  outputShape: [1, 6, 10],
  idle: ['cascade1_data/stepSize'],
});

describe('endToEndVarnet', () => {
  it("has the reference's parameters", () => {
    const { weights } = endToEndVarnet({ kspaceShape: [15, 2, 320, 320] });
    expect(sum(weights.map(({ shape }) => product(shape)))).toBe(29_936_966);
  });
  it.each(goldens)('agrees with PyTorch: %#', async (golden) => {
    const [{ shape } = { shape: [] }] = golden.inputs;
    const model = endToEndVarnet({ ...golden.options, kspaceShape: shape.slice(1) });
    await compareWithNetwork(model, golden);
  });
  checkLearns(
    () => ({
      model: endToEndVarnet({ ...form, channels: 4, kspaceShape: [2, 2, 16, 16] }),
      dataset: scansToLearn({ coils: 2, rows: 16, columns: 16 }, 'magnitude'),
    }),
    { factor: 10, steps: 40 },
  );
});
