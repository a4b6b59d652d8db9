import { describe, expect, it } from 'vitest';
import { checkLearns } from '../../test/learning-check.ts';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { Dataset } from '../data/index.ts';
import { product, range, sum } from '../util/arrays.ts';
import goldens from './q-space-network.json' with { type: 'json' };
import { qSpaceNetwork } from './q-space-network.ts';

checkModel('qSpaceNetwork of voxels', () => qSpaceNetwork({ outputs: 3, hidden: [20, 10] }), {
  parameters: 503,
  outputShape: [3],
});
checkModel(
  'qSpaceNetwork of images',
  () => qSpaceNetwork({ inputShape: [12, 4, 5], outputs: 3, hidden: [20, 10], dropoutRate: 0 }),
  { parameters: 503, outputShape: [3, 4, 5] },
);

describe('qSpaceNetwork', () => {
  const weights = (...inputShape: number[]) =>
    qSpaceNetwork({ inputShape }).weights.map(({ name, shape }) => ({ name, shape }));

  it('has the parameters of its header', () => {
    expect(sum(weights(12).map(({ shape }) => product(shape)))).toBe(47_401);
  });
  it('has the same weights for voxels and for images', () => {
    expect(weights(12, 96, 96)).toEqual(weights(12));
  });
  it.each(goldens)('agrees with PyTorch: %#', async (golden) => {
    const [{ shape } = { shape: [] }] = golden.inputs;
    await compareWithNetwork(qSpaceNetwork({ ...golden.options, inputShape: shape.slice(1) }), golden);
  });
  it('refuses what is neither voxel nor image', () => {
    expect(() => qSpaceNetwork({ inputShape: [12, 96] })).toThrow(
      'qSpaceNetwork, inputShape: expected [measurement] or [measurement, row, column], received [12, 96].',
    );
  });
  checkLearns(
    () => ({ model: qSpaceNetwork({ outputs: 2, hidden: [40, 40], dropoutRate: 0 }), dataset: decays() }),
    { factor: 20 },
  );
});

/** exp(−b D + b² D² K / 6) at twelve b-values up to 2, and D and K. */
function decays(): Dataset {
  const voxels = range(64).map((i) => ({
    diffusivity: 0.5 + (i % 8) / 8,
    kurtosis: 0.5 + Math.floor(i / 8) / 16,
  }));
  const signals = voxels.flatMap(({ diffusivity, kurtosis }) =>
    range(1, 13).map((n) => {
      const x = (n / 6) * diffusivity;
      return Math.exp(-x + (x * x * kurtosis) / 6);
    }),
  );
  const data = Float32Array.from(voxels.flatMap(({ diffusivity, kurtosis }) => [diffusivity, kurtosis]));
  const targets = { kind: 'values', data, shape: [2] } as const;
  return new Dataset({ name: 'decays', inputs: Float32Array.from(signals), inputShape: [12], targets });
}
