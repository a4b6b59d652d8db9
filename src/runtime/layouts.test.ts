import { expect, test } from 'vitest';
import { layoutsOf } from './layouts.ts';
import { nodeDevice } from './node.ts';
import type { Device, SessionOptions } from './session.ts';

test("the processor's blocks of channels are found, or that it has none", async () => {
  const { foldedBatch, channelBlock } = await layoutsOf(nodeDevice('cpu'));
  expect(foldedBatch).toBe(true);
  expect([undefined, 4, 8, 16]).toContain(channelBlock);
});

test('a device that cannot load the probe keeps to the plain layout of channels', async () => {
  const asked: (SessionOptions | undefined)[] = [];
  const load: Device['load'] = (_, options) => {
    asked.push(options);
    return Promise.reject(new Error('no such operator'));
  };
  expect(await layoutsOf({ name: 'wasm', load }, 1)).toEqual({ foldedBatch: true, channelBlock: undefined });
  // The first session of a web page settles the number for all that come.
  expect(asked).toEqual([{ threads: 1 }]);
});

test('graphics devices keep to the plain layout', async () => {
  const load = () => Promise.reject(new Error('not to be asked'));
  expect(await layoutsOf({ name: 'webgpu', load })).toEqual({ foldedBatch: false, channelBlock: undefined });
});
