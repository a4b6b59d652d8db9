import { mean } from 'echotrain/evaluate';
import { magnitudeImage } from 'echotrain/reconstruct';
import { nodeDevice } from 'echotrain/runtime/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { tuned } from './small/baselines.ts';
import { imagesOf, train } from './small/networks.ts';
import { type Quality, qualityOf } from './small/quality.ts';
import { type Parts, partsOf } from './small/slices.ts';
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

describe('the small study', () => {
  const execution = { device: nodeDevice('cpu'), threads: 1 };
  const psnr = (qualities: readonly Quality[]) => mean(qualities.map((quality) => quality.psnr));
  let parts: Parts;
  let zeroFilled: number;

  beforeAll(async () => {
    parts = partsOf(4, 4);
    const { imagesOf: zeroFilledOf } = await tuned('zero-filled', parts, execution);
    zeroFilled = psnr(qualityOf(parts.test, await zeroFilledOf(parts.test)));
  });

  it('has one slice a subject, its zero-filled image 1 at most, a quarter of its lines', async () => {
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([4, 4, 6]);
    const { imagesOf: zeroFilledOf } = await tuned('zero-filled', parts, execution);
    for (const image of await zeroFilledOf(parts.train)) expect(Math.max(...image.data)).toBeCloseTo(1, 5);
    for (const { acquisition } of parts.train) expect(mean(acquisition.mask.data)).toBe(0.25);
    const images = [...parts.train, ...parts.validation, ...parts.test].map(({ reference }) =>
      magnitudeImage(reference).data.join(),
    );
    expect(new Set(images).size).toBe(images.length);
  });

  it('tunes what has to be beaten', async () => {
    const sense = await tuned('CG-SENSE', parts, execution);
    expect(sense.regularization).toBeGreaterThan(1e-3);
    expect(psnr(qualityOf(parts.test, await sense.imagesOf(parts.test)))).toBeGreaterThan(zeroFilled + 0.5);
    await sense.release();
  });

  it('trains a network, always the same one', async () => {
    const choice = { network: 'variational-network', epochs: 3 } as const;
    const trained = await train(parts, choice, execution);
    const quality = qualityOf(parts.test, await imagesOf(trained, parts.test, execution));
    expect(psnr(quality)).toBeGreaterThan(zeroFilled);
    const again = await train(parts, choice, execution);
    expect(again.weights).toEqual(trained.weights);
  });
});
