import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNetworks } from '../../../test/random-network.ts';
import { checkRewrite } from '../../../test/rewrite-check.ts';
import { input } from '../leaf.ts';
import { relu } from '../ops/activation.ts';
import { conv } from '../ops/conv.ts';
import { maxPool } from '../ops/pool.ts';
import { ancestors } from '../walk.ts';
import { foldBatch } from './fold-batch.ts';

describe('folding batches', () => {
  it.each([
    { batch: 16, block: 1, side: 9, depth: 5 },
    { batch: 17, block: 2, side: 6, depth: 3 },
    { batch: 16, block: 1, side: 32, depth: 2 },
  ])('leaves values and gradients as they were: %o', async (options) => {
    const property = fc.asyncProperty(randomNetworks(options), (network) =>
      checkRewrite(network, { before: foldBatch }),
    );
    await fc.assert(property, { seed: 20180616, numRuns: 15 });
  });

  it('folds small images of large batches only', () => {
    const network = (batch: number, side: number) => {
      const x = input('x', [batch, 1, side, side]);
      return maxPool(relu(conv(x, input('k', [6, 1, 5, 5]), input('b', [6]))), { size: [2, 2] });
    };
    const folds = (batch: number, side: number) =>
      ancestors(foldBatch([network(batch, side)])).some((tensor) => tensor.origin.name === 'Transpose');
    expect(folds(128, 28)).toBe(true);
    expect(folds(8, 28)).toBe(false);
    expect(folds(128, 64)).toBe(false);
  });
});
