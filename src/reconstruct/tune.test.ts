import { describe, expect, it } from 'vitest';
import { shaped } from '../imaging/index.ts';
import type { Method } from './method.ts';
import { tune } from './tune.ts';

const nothing = shaped(Float32Array.of(0), [1, 1, 1]);
const acquisition = { kspace: nothing, mask: nothing };
const cases = [1, 2].map((value) => ({ acquisition, reference: shaped(Float32Array.of(value), [1, 1, 1]) }));

/** A method whose error is least at given values of its parameters. */
function methodWith(best: Readonly<Record<string, number>>): Method {
  return {
    name: 'made up',
    needsMaps: false,
    tunable: Object.keys(best).map((name) => ({ name, default: 1e-4, range: [1e-4, 1] })),
    reconstruct: async (_, parameters = {}) => {
      const distances = Object.entries(best).map(
        ([name, value]) => Math.log((parameters[name] ?? 0) / value) ** 2,
      );
      return shaped(Float32Array.of(distances.reduce((a, b) => a + b, 1)), [1, 1, 1]);
    },
    release: async () => undefined,
  };
}

const metric = (_: unknown, { data }: { data: Float32Array }) => data[0] ?? 0;

describe('tune', () => {
  it('finds the best value inside the range', async () => {
    const { parameters, warnings, trials, score } = await tune(methodWith({ a: 0.02 }), cases, { metric });
    expect(parameters.a).toBeGreaterThan(0.02 / 1.15);
    expect(parameters.a).toBeLessThan(0.02 * 1.15);
    expect(warnings).toEqual([]);
    expect(trials.length).toBeLessThan(20);
    expect(score).toBe(Math.min(...trials.map((trial) => trial.score)));
  });

  it('finds several values, one after the other', async () => {
    const { parameters } = await tune(methodWith({ a: 0.02, b: 0.3 }), cases, { metric });
    expect(Object.values(parameters).map((value) => value.toPrecision(1))).toEqual(['0.02', '0.3']);
  });

  it('goes beyond the range where the best lies there, and warns where that does not help', async () => {
    const beyond = await tune(methodWith({ a: 10 }), cases, { metric });
    expect(beyond.parameters.a).toBeGreaterThan(10 / 1.15);
    expect(beyond.warnings).toEqual([]);
    const far = await tune(methodWith({ a: 1e-12 }), cases, { metric });
    expect(far.warnings).toEqual(['made up: the best a is the lowest that was tried, 4.0e-7.']);
    expect(far.parameters.a).toBeLessThan(1e-6);
  });

  it('scores the mean over the cases, of magnitudes, and tells each trial', async () => {
    const seen: number[] = [];
    const { trials } = await tune(methodWith({}), cases, { onTrial: ({ score }) => void seen.push(score) });
    // nrmse of 1 against 1 and 2, once: there is nothing to choose.
    expect(trials).toEqual([{ parameters: {}, score: 0.25 }]);
    expect(seen).toEqual([0.25]);
  });

  it('wants cases', async () => {
    await expect(tune(methodWith({ a: 1 }), [])).rejects.toThrow(/tune made up: expected validation cases/);
  });
});
