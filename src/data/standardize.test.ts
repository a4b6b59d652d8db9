import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { range } from '../util/arrays.ts';
import { InputError } from '../util/errors.ts';
import { Dataset } from './dataset.ts';
import { iris } from './iris.ts';
import { standardizationOf, standardize } from './standardize.ts';
import golden from './standardize-iris.json' with { type: 'json' };

describe('standardization', () => {
  it('of Iris is what scikit-learn makes of it, with statistics of the training part alone', () => {
    const flowers = iris();
    const train = flowers.subset(range(50).map((i) => 3 * i));
    const standardization = standardizationOf(train, 'feature');
    expectClose(standardization.mean, golden.mean, 6);
    expectClose(standardization.deviation, golden.deviation, 6);
    const standardized = standardize(flowers, standardization);
    expectClose([...standardized.input(0), ...standardized.input(149)], golden.standardized.flat(), 5);
    expect(standardized).toMatchObject({ name: 'iris', featureNames: flowers.featureNames, count: 150 });
  });

  it('takes one mean for each channel, or one for everything', () => {
    const images = dataset([2, 1, 2], [1, 3, 10, 20, 5, 7, 30, 40]);
    expect(standardizationOf(images, 'channel')).toEqual({
      mean: [4, 25],
      deviation: [Math.sqrt(5), Math.sqrt(125)],
    });
    expect(standardizationOf(images, 'all').mean).toEqual([14.5]);
    expect(standardizationOf(images, 'feature').mean).toEqual([3, 5, 20, 30]);
  });

  it('gives its own data mean 0 and deviation 1', () => {
    const numbers = fc.array(fc.float({ min: -1e3, max: 1e3, noNaN: true }), {
      minLength: 24,
      maxLength: 24,
    });
    fc.assert(
      fc.property(numbers, fc.constantFrom('feature', 'channel', 'all'), (values, scope) => {
        const data = dataset([2, 3], values);
        const before = standardizationOf(data, scope);
        const after = standardizationOf(standardize(data, before), scope);
        for (const [i, mean] of after.mean.entries()) {
          const scale = 1 + Math.abs(before.mean[i] ?? 0) / (before.deviation[i] ?? 1);
          expect(Math.abs(mean)).toBeLessThan(1e-5 * scale);
          expect(Math.abs((after.deviation[i] ?? 0) - 1)).toBeLessThan(1e-4 * scale);
        }
      }),
    );
  });

  it('leaves what never varies at 0, whatever rounding says', () => {
    const data = dataset(
      [1],
      range(77).map(() => Math.fround(0.1)),
    );
    expect(standardizationOf(data, 'feature').deviation).toEqual([1]);
    expectClose(
      [...standardize(data, standardizationOf(data, 'feature')).inputs],
      range(77).map(() => 0),
      12,
    );
  });

  it('refuses no items, and statistics of other inputs', () => {
    const data = dataset([2], [1, 2, 3, 4]);
    expect(() => standardizationOf(data.subset([]), 'all')).toThrow('expected items, received none');
    expect(() => standardize(data, { mean: [1, 2, 3], deviation: [1, 1, 1] })).toThrow(
      'expected statistics for inputs of shape [2], received 3 means',
    );
    expect(() => standardize(data, { mean: [1], deviation: [0] })).toThrow(InputError);
    expect(() => standardize(data, { mean: [], deviation: [] })).toThrow(InputError);
  });
});

function dataset(inputShape: readonly number[], inputs: readonly number[]): Dataset {
  const count = inputs.length / inputShape.reduce((a, b) => a * b);
  const targets = { kind: 'values', data: new Float32Array(count), shape: [] } as const;
  return new Dataset({ name: 'numbers', inputs: Float32Array.from(inputs), inputShape, targets });
}

function expectClose(received: readonly number[], expected: readonly number[], digits: number): void {
  expect(received).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(received[i]).toBeCloseTo(value, digits);
}
