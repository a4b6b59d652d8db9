import { describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close.ts';
import { input } from '../graph/index.ts';
import { shaped } from '../imaging/index.ts';
import { fastmriUnet, wangCnn } from '../models/index.ts';
import { toOnnx } from '../onnx/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { exportOnnx, predict } from '../train/index.ts';
import { RandomStream } from '../util/random.ts';
import { learnedReconstruction } from './learned.ts';
import { zeroFilled } from './zero-filled.ts';

const execution = { device: nodeDevice('cpu'), threads: 1 };
const shape = [2, 2, 8, 8];

function noise(name: string, scale: number, size: readonly number[] = shape) {
  const stream = RandomStream.derive(1, name);
  const count = size.reduce((a, b) => a * b, 1);
  return shaped(
    Float32Array.from({ length: count }, () => scale * stream.normal()),
    size,
  );
}

const acquisition = {
  kspace: noise('kspace', 300),
  maps: noise('maps', 1),
  mask: shaped(Float32Array.of(1, 0, 1, 1, 1, 0, 0, 1), [1, 8]),
};
const network = wangCnn({ kspaceShape: shape, filters: [2], kernelSizes: [3, 3] });
const weights = network.initialWeights(1);

describe('a learned reconstruction', () => {
  it('gives what the network gives of scaled data, in the data’s own scale', async () => {
    const { data } = await zeroFilled().reconstruct(acquisition);
    const scale = Math.max(
      ...Array.from({ length: 64 }, (_, i) => Math.hypot(data[i] ?? 0, data[64 + i] ?? 0)),
    );
    const sampled = acquisition.kspace.data.map(
      (value, i) => ((acquisition.mask.data[i % 8] ?? 0) * value) / scale,
    );
    const mask = Float32Array.from({ length: 64 }, (_, i) => acquisition.mask.data[i % 8] ?? 0);
    const inputs = Float32Array.of(...sampled, ...acquisition.maps.data, ...mask);
    const expected = await predict(network, weights, inputs, execution);
    const learned = await learnedReconstruction(exportOnnx(network, weights), execution);
    const image = await learned.reconstruct(acquisition);
    await learned.release();
    expect(image.shape).toEqual([2, 8, 8]);
    expectClose(
      image.data,
      expected.values.map((value) => value * scale),
      1e-5,
      'the image',
    );
    expect([learned.needsMaps, learned.trainedFor]).toEqual([true, undefined]);
  });

  it('refuses what the network was not made for', async () => {
    const learned = await learnedReconstruction(exportOnnx(network, weights), execution);
    const { maps: _, ...without } = acquisition;
    await expect(learned.reconstruct(without)).rejects.toThrow(/expected coil sensitivities/);
    const larger = {
      ...acquisition,
      kspace: noise('large', 1, [2, 2, 10, 8]),
      maps: noise('large', 1, [2, 2, 10, 8]),
    };
    await expect(learned.reconstruct(larger)).rejects.toThrow(
      /expected 2 coils of 8 × 8, as it was trained for, received 2 coils of 10 × 8/,
    );
    const silent = { ...acquisition, kspace: noise('kspace', 0) };
    await expect(learned.reconstruct(silent)).rejects.toThrow(/samples that are not all zero/);
    await learned.release();
  });

  it('refuses models of another kind', async () => {
    const model = toOnnx({ y: input('x', [1, 4]) });
    await expect(learnedReconstruction(model, execution)).rejects.toThrow(
      /expected a reconstruction.*x \[1, 4\]/,
    );
    await expect(learnedReconstruction(Uint8Array.of(1), execution)).rejects.toThrow(/expected/);
  });

  it('may do without sensitivities', async () => {
    const unet = fastmriUnet({ kspaceShape: shape, channels: 2, pools: 1 });
    const learned = await learnedReconstruction(exportOnnx(unet, unet.initialWeights(1)), execution);
    const { maps: _, ...without } = acquisition;
    expect((await learned.reconstruct(without)).shape).toEqual([1, 8, 8]);
    expect(learned.needsMaps).toBe(false);
    await learned.release();
  });
});
