import { describe, expect, it } from 'vitest';
import type { Candidates, Verdict } from './device-choice.ts';
import { choose } from './device-choice.ts';
import type { NodeDeviceName } from './session.ts';

const absent = { failure: 'no adapter found', remedy: 'Install a driver.' };

function machine(verdicts: Readonly<Record<NodeDeviceName, Verdict>>): Candidates<NodeDeviceName> {
  return {
    baseline: 'cpu',
    accelerators: ['cuda', 'webgpu'],
    description: '2 threads',
    examine: async (name) => verdicts[name],
  };
}

describe('the choice of a device', () => {
  it('is the baseline where nothing else is there', async () => {
    expect(await choose('auto', machine({ cpu: { stepMs: 20 }, cuda: absent, webgpu: absent }))).toEqual({
      name: 'cpu',
      reason: 'cpu: 2 threads; cuda not used: no adapter found; webgpu not used: no adapter found',
    });
  });

  it('is the fastest that passes', async () => {
    const both = machine({ cpu: { stepMs: 20 }, cuda: { stepMs: 1 }, webgpu: { stepMs: 5 } });
    expect(await choose('auto', both)).toEqual({
      name: 'cuda',
      reason: 'cuda: 20 times as fast as cpu; webgpu not used: 5.0 times slower than cuda',
    });
    const one = machine({ cpu: { stepMs: 20 }, cuda: { failure: 'not installed' }, webgpu: { stepMs: 5 } });
    expect((await choose('auto', one)).reason).toBe(
      'webgpu: 4.0 times as fast as cpu; cuda not used: not installed',
    );
  });

  it('is never software that poses as a graphics card, nor a gain within noise', async () => {
    const software = machine({ cpu: { stepMs: 20 }, cuda: absent, webgpu: { stepMs: 700 } });
    expect((await choose('auto', software)).reason).toContain('webgpu not used: 35 times slower than cpu');
    const even = machine({ cpu: { stepMs: 20 }, cuda: absent, webgpu: { stepMs: 16 } });
    expect((await choose('auto', even)).reason).toContain('webgpu not used: hardly faster than cpu');
  });

  it('is the one that is asked for, however slow', async () => {
    const slow = machine({ cpu: { stepMs: 20 }, cuda: absent, webgpu: { stepMs: 700 } });
    expect(await choose('webgpu', slow)).toEqual({ name: 'webgpu', reason: 'webgpu: asked for' });
    expect(await choose('cpu', slow)).toEqual({ name: 'cpu', reason: 'cpu: 2 threads' });
  });

  it('fails where the one that is asked for does, with reason and remedy', async () => {
    const candidates = machine({ cpu: { failure: 'crashed (SIGILL)' }, cuda: absent, webgpu: absent });
    await expect(choose('cuda', candidates)).rejects.toThrow(
      'device cuda: expected one that is there and passes its self-check, received no adapter found. Install a driver.',
    );
    await expect(choose('auto', candidates)).rejects.toThrow('received crashed (SIGILL).');
    await expect(choose('gpu', candidates)).rejects.toThrow(
      'device: expected auto, cpu, cuda, webgpu, received "gpu".',
    );
  });
});
