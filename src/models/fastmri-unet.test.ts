import { describe, expect, it } from 'vitest';
import { checkLearns, scansToLearn } from '../../test/learning-check.ts';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { product, sum } from '../util/arrays.ts';
import goldens from './fastmri-unet.json' with { type: 'json' };
import { type FastmriUnetOptions, fastmriUnet } from './fastmri-unet.ts';

const tiny = { kspaceShape: [2, 2, 8, 12], channels: 3, pools: 2 };

checkModel('fastmriUnet', () => fastmriUnet(tiny), { parameters: 4_117, outputShape: [1, 8, 12] });
checkModel('fastmriUnet with dropout', () => fastmriUnet({ ...tiny, dropoutRate: 0.2 }), {
  parameters: 4_117,
  outputShape: [1, 8, 12],
});

describe('fastmriUnet', () => {
  const parameters = (options: Partial<FastmriUnetOptions>) =>
    sum(
      fastmriUnet({ kspaceShape: [1, 2, 320, 320], ...options }).weights.map(({ shape }) => product(shape)),
    );

  it("has the reference's parameters", () => {
    expect(parameters({})).toBe(7_756_097);
    expect(parameters({ channels: 256 })).toBe(496_372_225);
  });
  it.each(goldens)('agrees with PyTorch: %#', async (golden) => {
    const [{ shape } = { shape: [] }] = golden.inputs;
    await compareWithNetwork(fastmriUnet({ ...golden.options, kspaceShape: shape.slice(1) }), golden);
  });
  it('refuses what is no k-space, or too small', () => {
    expect(() => fastmriUnet({ kspaceShape: [1, 320, 320] })).toThrow(
      'fastmriUnet, kspaceShape: expected [coil, 2, row, column], received [1, 320, 320].',
    );
    expect(() => fastmriUnet({ kspaceShape: [1, 2, 16, 320] })).toThrow(
      'fastmriUnet: expected images of at least 32 rows and columns, to be halved 4 times, received [16, 320].',
    );
  });
  checkLearns(
    () => ({
      model: fastmriUnet({ kspaceShape: [3, 2, 24, 24], channels: 8, pools: 2 }),
      dataset: scansToLearn({ coils: 3, rows: 24, columns: 24 }, 'magnitude'),
    }),
    { factor: 10 },
  );
});
