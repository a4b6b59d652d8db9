import { input } from '../graph/leaf.ts';
import { toBlocks } from '../graph/ops/blocked.ts';
import { type Layouts, PLAIN_LAYOUT } from '../graph/passes/index.ts';
import { toOnnx } from '../onnx/index.ts';
import { range } from '../util/arrays.ts';
import type { Device, DeviceName, SessionOptions } from './session.ts';

const known = new Map<DeviceName, Promise<Layouts>>();

/**
 * The layouts that a device is fastest in, found by a probe of some milliseconds at the first call.
 *
 * @param threads those of the sessions that come: a web page has one number for all
 */
export function layoutsOf(device: Device, threads?: number): Promise<Layouts> {
  const found = known.get(device.name) ?? probe(device, threads === undefined ? {} : { threads });
  known.set(device.name, found);
  return found;
}

async function probe(device: Device, options: SessionOptions): Promise<Layouts> {
  if (device.name !== 'cpu' && device.name !== 'wasm') return PLAIN_LAYOUT;
  return { foldedBatch: true, channelBlock: await channelBlock(device, options) };
}

/**
 * The number of channels in a block: 16 with AVX-512, 8 with AVX2, none where ONNX Runtime has no such layout. Two
 * pixels of 16 channels are put into blocks: the second pixel's first channel then follows the first block.
 */
async function channelBlock(device: Device, options: SessionOptions): Promise<number | undefined> {
  const channels = 16;
  const pixels = Float32Array.from(range(channels).flatMap((c) => [c, channels + c]));
  const model = toOnnx({ blocked: toBlocks(input('pixels', [1, channels, 1, 2])) });
  try {
    const session = await device.load(model, options);
    const { blocked } = await session.run({ pixels });
    await session.release();
    const block = blocked instanceof Float32Array ? blocked.indexOf(channels) : -1;
    return block > 1 ? block : undefined;
  } catch {
    return undefined;
  }
}
