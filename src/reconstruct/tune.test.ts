import { describe, expect, it } from 'vitest';
import { nrmse } from '../evaluate/index.ts';
import { radon, randomEllipses, shaped, sparseView, tvTomography } from '../imaging/index.ts';
import { range } from '../util/arrays.ts';
import { RandomStream } from '../util/random.ts';
import type { Method } from './method.ts';
import { type TomographyCase, tune, tuneTvTomography } from './tune.ts';

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

describe('tuneTvTomography', () => {
  const grid = { rows: 32, columns: 32, pixelSize: 6 };
  const scan = { anglesDegrees: range(16).map((i) => 11.25 * i), detectors: 47, spacing: 6 };
  const operator = radon(scan, grid);

  /** An object of its own, whose line integrals are noisy. */
  function scanned(seed: number): TomographyCase {
    const { truth } = sparseView(randomEllipses(seed), { geometry: scan, grid, seed });
    const stream = RandomStream.derive(seed, 'noise');
    const sinogram = operator.apply(truth.data).map((value) => value + 0.05 * stream.normal());
    return { sinogram: shaped(sinogram, [16, 47]), reference: shaped(truth.data, [32, 32]) };
  }

  it('chooses what is better on objects that it has not seen than much less or much more', async () => {
    const options = { iterations: 40, gridSize: 4, precision: 2 };
    const { parameters, warnings } = await tuneTvTomography(operator, [scanned(1), scanned(2)], options);
    const { sinogram, reference } = scanned(3);
    const error = (factor: number) => {
      const regularization = (parameters.regularization ?? Number.NaN) * factor;
      return nrmse(reference, tvTomography(operator, sinogram, { regularization, iterations: 40 }));
    };
    expect(warnings).toEqual([]);
    expect(error(1)).toBeLessThan(Math.min(error(1 / 20), error(20)));
  });

  it('wants cases', async () => {
    await expect(tuneTvTomography(operator, [])).rejects.toThrow('expected validation cases, received none');
  });
});
