import { describe, expect, it } from 'vitest';
import { checkLearns } from '../../test/learning-check.ts';
import { checkModel } from '../../test/model-check.ts';
import { compareWithNetwork } from '../../test/network-golden.ts';
import { Dataset } from '../data/index.ts';
import { product, range, sum } from '../util/arrays.ts';
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
  checkLearns(
    () => ({
      model: fbpConvNet({ inputShape: [1, 16, 16], baseChannels: 8, depth: 2 }),
      dataset: streaked(),
    }),
    { factor: 10 },
  );
});

/** Two images of discs, and the same with streaks. */
function streaked(): Dataset {
  const pixels = range(2 * 256).map((i) => ({ item: Math.floor(i / 256), y: (i >> 4) % 16, x: i % 16 }));
  const discs = pixels.map(({ item, y, x }) => Number((y - 6 - item) ** 2 + (x - 8) ** 2 < 20 + 10 * item));
  const streaks = pixels.map(({ item, y, x }) => Math.sin(2 * x + (item + 1) * y));
  return new Dataset({
    name: 'streaks',
    inputs: Float32Array.from(discs, (value, i) => value + 0.3 * (streaks[i] ?? 0)),
    inputShape: [1, 16, 16],
    targets: { kind: 'values', data: Float32Array.from(discs), shape: [1, 16, 16] },
  });
}
