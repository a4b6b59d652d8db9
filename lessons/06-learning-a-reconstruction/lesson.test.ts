import { describe, expect, it } from 'vitest';
import { type Comparison, networksStep, stepsOf } from './steps.ts';
import { difference } from './tensors.ts';

/** A comparison of two methods and a network on subjects whose PSNR they raise by one and two dB, about. */
function comparison(label: string, gain: number): Comparison {
  const methods = [
    { name: 'zero-filled', label: 'zero-filled', seconds: 0 },
    { name: 'sense', label: 'CG-SENSE', seconds: 0 },
    { name: 'network', label, seconds: 0 },
  ];
  const quality = (psnr: number) => ({ psnr, ssim: 0, nrmse: 0 });
  const cases = [21, 25, 22, 30, 27].map((psnr, i) => ({
    subject: `${i}`,
    slices: 1,
    quality: {
      'zero-filled': quality(psnr),
      sense: quality(psnr + 1 + 0.1 * i),
      network: quality(psnr + gain + 0.2 * i),
    },
  }));
  return {
    data: '',
    definition: '',
    origin: 'simulated',
    methods,
    cases,
    means: {},
    intervals: {},
    differences: {},
  };
}

describe('steps from method to method', () => {
  it('are paired: what makes a subject hard cancels out', () => {
    const steps = stepsOf(comparison('network', 3));
    expect(steps.map(({ label }) => label)).toEqual(['CG-SENSE less zero-filled', 'network less CG-SENSE']);
    expect(steps.map(({ estimate }) => estimate)).toEqual([expect.closeTo(1.2, 10), expect.closeTo(2.2, 10)]);
    for (const { estimate, lower, upper } of steps) {
      expect(lower).toBeGreaterThan(estimate - 0.2);
      expect(upper).toBeLessThan(estimate + 0.2);
    }
  });

  it('compare networks on the same subjects only', () => {
    const [first, second] = [comparison('a', 3), comparison('b', 2.5)];
    expect(networksStep(first, second)).toMatchObject({
      label: 'a less b',
      estimate: expect.closeTo(0.5, 10),
    });
    expect(() => networksStep(first, { ...second, cases: second.cases.slice(1) })).toThrow('other subjects');
  });
});

it('the network in tensors is the one in layers', async () => {
  expect(await difference()).toBeLessThan(1e-5);
});
