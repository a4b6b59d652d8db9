import { describe, expect, it } from 'vitest';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { product, sum } from '../util/arrays.ts';
import goldens from './fbp-conv-net.json' with { type: 'json' };
import { fbpConvNet } from './fbp-conv-net.ts';

checkModel('fbpConvNet', () => fbpConvNet({ inputShape: [1, 8, 12], baseChannels: 3, depth: 2 }), {
  parameters: 4_936,
  outputShape: [1, 8, 12],
});

describe('fbpConvNet', () => {
  it("has the parameters of the paper's size", () => {
    const { weights } = fbpConvNet({ inputShape: [1, 512, 512] });
    expect(sum(weights.map(({ shape }) => product(shape)))).toBe(34_569_857);
  });
  it.each(goldens)('agrees with PyTorch: %#', async (golden) => {
    await compareWithNetwork(fbpConvNet({ ...golden.options, inputShape: [1, 8, 12] }), golden, {
      training: true,
    });
  });
  it('refuses what it cannot halve', () => {
    expect(() => fbpConvNet({ inputShape: [1, 500, 512] })).toThrow(
      'fbpConvNet, inputShape: expected rows and columns that are multiples of 16, to be halved 4 times, ' +
        'received [1, 500, 512]. Reconstruct more pixels, or choose a smaller depth.',
    );
  });
});
