import fc from 'fast-check';
import { describe, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, upTo } from '../../../test/random-calls.ts';
import { layoutsOf } from '../../runtime/layouts.ts';
import { nodeDevice } from '../../runtime/node.ts';
import goldens from './blocked.json' with { type: 'json' };
import { blockedConv, blockedMaxPoolPrimitive, fromBlocks, toBlocks } from './blocked.ts';

const CHANNELS = 16;
const { channelBlock: block } = await layoutsOf(nodeDevice('cpu'));

const plan = fc.record({
  batch: upTo(1, 2),
  blocks: upTo(1, 2),
  image: fc.tuple(upTo(3, 5), upTo(3, 5)),
  kernel: fc.tuple(upTo(1, 3), upTo(1, 3)),
});

if (block === undefined) {
  describe('blocks of channels', () => it.skip('ONNX Runtime has none on this processor', () => {}));
} else {
  checkOperator<{ pads: readonly number[]; rectified: boolean }>('blockedConv', {
    primitive: 'ReorderOutput',
    build:
      ({ pads, rectified }) =>
      (x, kernel, ...[bias]) => {
        const geometry = { strides: [1, 1], dilations: [1, 1], pads, group: 1 };
        return fromBlocks(blockedConv(toBlocks(x), kernel, bias, { ...geometry, block, rectified }));
      },
    calls: callsFrom(plan, ({ batch, blocks, image, kernel }, sampler) => ({
      options: { pads: kernel.flatMap((n) => [n - 1]).concat([0, 0]), rectified: false },
      samples: [
        sampler.normal([batch, CHANNELS, ...image]),
        sampler.normal([blocks * CHANNELS, CHANNELS, ...kernel]),
        sampler.normal([blocks * CHANNELS]),
      ],
    })),
    goldens: goldens.conv,
    differences: { step: 0.1 }, // it is linear: the longer, the more exact
  });
  checkOperator<{ size: readonly number[] }>('blockedMaxPool', {
    primitive: 'ReorderInput',
    build:
      ({ size }) =>
      (x) => {
        const window = { size, strides: size, pads: [0, 0, 0, 0], dilations: [1, 1], block };
        return fromBlocks(blockedMaxPoolPrimitive([toBlocks(x)], window));
      },
    calls: callsFrom(plan, ({ batch, image, kernel }, sampler) => ({
      options: { size: kernel },
      samples: [sampler.distinct([batch, CHANNELS, ...image])],
    })),
    goldens: goldens.maxPool,
  });
}
