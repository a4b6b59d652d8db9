import { describe, expect, it } from 'vitest';
import { nodeDevice } from './node.ts';
import { selfCheck } from './self-check.ts';
import type { Device } from './session.ts';
import { trialStep } from './trial-step.ts';

const cpu = nodeDevice('cpu');

/** The processor, but for one output, of which one element is wrong. */
function faulty(output: string, fault: (value: number) => number): Device {
  const load: Device['load'] = async (model, options) => {
    const session = await cpu.load(model, options);
    const run: typeof session.run = async (inputs) => {
      const results = await session.run(inputs);
      const values = results[output];
      if (values instanceof Float32Array) values[values.length - 1] = fault(values.at(-1) ?? 0);
      return results;
    };
    return {
      ...session,
      run,
      bind: (inputs, outputs) => session.bind(inputs, outputs),
      release: () => session.release(),
    };
  };
  return { name: 'webgpu', load };
}

describe('the self-check', () => {
  it('passes the processor', async () => {
    expect(await selfCheck(cpu)).toBeUndefined();
  });

  it('finds a loss or a gradient that is wrong, in any element', async () => {
    expect(await selfCheck(faulty('loss', (v) => 1.01 * v))).toBe('its loss is off by 1.0 %');
    for (const output of ['gradient of the kernel', 'gradient of the weights', 'gradient of the table']) {
      expect(await selfCheck(faulty(output, (v) => v + 0.1))).toMatch(`its ${output} is off by`);
      expect(await selfCheck(faulty(output, () => Number.NaN))).toMatch(`its ${output} is off by`);
    }
    expect(await selfCheck(faulty('loss', (v) => 1.0005 * v))).toBeUndefined();
  });
});

describe('the trial step', () => {
  it('takes time, and not much', async () => {
    const milliseconds = await trialStep(cpu);
    expect(milliseconds).toBeGreaterThan(0.1);
    expect(milliseconds).toBeLessThan(1000);
  });
});
