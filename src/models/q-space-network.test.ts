import { describe, expect, it } from 'vitest';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { product, sum } from '../util/arrays.ts';
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
});
