import { describe, expect, it } from 'vitest';
import { trainSmallNetwork } from '../../test/small-network.ts';
import { InputError } from '../util/errors.ts';
import { chooseDevice, nodeDevice } from './node.ts';

const bits = (values: Float32Array) => new Uint32Array(values.buffer);

describe('training on the processor', () => {
  for (const threads of [1, 2]) {
    it(`gives the same bits again, with ${threads} thread${threads === 1 ? '' : 's'}`, async () => {
      const train = () => trainSmallNetwork(nodeDevice('cpu'), 30, { threads });
      const [first, again] = [await train(), await train()];
      expect(first.losses.at(-1)).toBeLessThan(0.1 * (first.losses[0] ?? 0));
      expect(again.losses).toEqual(first.losses);
      expect(bits(again.parameters)).toEqual(bits(first.parameters));
    });
  }

  it('differs between numbers of threads, which share the work differently, by rounding alone', async () => {
    const [one, two] = [1, 2].map((threads) => trainSmallNetwork(nodeDevice('cpu'), 30, { threads }));
    const twoLosses = (await two)?.losses ?? [];
    for (const [step, loss] of ((await one)?.losses ?? []).entries())
      expect(Math.abs(loss - (twoLosses[step] ?? Number.NaN))).toBeLessThan(1e-5);
  });
});

describe('the choice of a device of this machine', () => {
  it('gives one that works, and the reason in a sentence', async () => {
    const { device, reason } = await chooseDevice();
    expect(reason).toMatch(new RegExp(`^${device.name}: \\w`));
    expect(reason).not.toContain('\n');
    const { losses } = await trainSmallNetwork(device, 5);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
  });

  it('says with how many threads it will compute', async () => {
    expect((await chooseDevice('cpu', { threads: 1 })).reason).toBe('cpu: 1 thread');
  });

  it('refuses what Node does not have', async () => {
    await expect(chooseDevice('wasm')).rejects.toThrow(
      'device: expected auto, cpu, cuda, webgpu, received "wasm".',
    );
    await expect(chooseDevice('wasm')).rejects.toThrow(InputError);
  });
});
