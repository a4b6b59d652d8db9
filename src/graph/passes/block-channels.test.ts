import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomNetworks } from '../../../test/random-network.ts';
import { checkRewrite } from '../../../test/rewrite-check.ts';
import { layoutsOf } from '../../runtime/layouts.ts';
import { nodeDevice } from '../../runtime/node.ts';
import { input } from '../leaf.ts';
import { conv } from '../ops/conv.ts';
import { ancestors } from '../walk.ts';
import { blockChannels } from './block-channels.ts';

describe('blocking channels', () => {
  let block: number | undefined;

  beforeAll(async () => {
    block = (await layoutsOf(nodeDevice('cpu'))).channelBlock;
  });

  it('leaves values and gradients as they were', async (context) => {
    if (block === undefined) return context.skip('ONNX Runtime has no blocked layout on this processor');
    const networks = randomNetworks({ batch: 2, block, side: 34, depth: 5 });
    const property = fc.asyncProperty(networks, (network) =>
      checkRewrite(network, { before: (outputs) => blockChannels(outputs, block ?? 16) }),
    );
    await fc.assert(property, { seed: 20180616, numRuns: 15 });
  });

  it('blocks large images of whole blocks only', () => {
    const blocks = (channels: number, side: number) => {
      const y = conv(input('x', [1, channels, side, side]), input('k', [16, channels, 3, 3]));
      const names = ancestors(blockChannels([y], 16)).map((tensor) => tensor.origin.name);
      return names.includes('ReorderOutput');
    };
    expect(blocks(16, 64)).toBe(true);
    expect(blocks(3, 64)).toBe(false);
    expect(blocks(16, 16)).toBe(false);
  });
});
