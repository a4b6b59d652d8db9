import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { constant, input } from '../leaf.ts';
import { ancestors } from '../walk.ts';
import goldens from './radial-basis.json' with { type: 'json' };
import { radialBasisSum } from './radial-basis.ts';

const calls = fc
  .record({
    shape: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
    functions: fc.integer({ min: 2, max: 12 }),
  })
  .map(({ shape, functions }) => {
    const sampler = new Sampler(functions);
    return {
      options: { limit: 2 },
      samples: [sampler.normal(shape), sampler.normal([shape[1] ?? 1, functions])],
    };
  });

checkOperator('radialBasisSum', {
  primitive: null,
  build:
    ({ limit }: { readonly limit: number }) =>
    (x, weights) =>
      radialBasisSum(x, weights ?? x, limit),
  calls,
  goldens: goldens.radialBasisSum,
});

describe('radialBasisSum', () => {
  const sumAt = async (x: readonly number[], functions: number) => {
    const weights = constant(new Float32Array(functions).fill(1), [1, functions]);
    const { y } = await runGraph({ y: radialBasisSum(constant(x, [x.length, 1]), weights, 1) });
    return [...(y ?? [])].map(Number);
  };

  it.each([2, 5, 15, 31, 63, 127])(
    'is finite however far off, and 0 there: %i functions',
    async (functions) => {
      const far = await sumAt([-1e30, -1000, -20, 20, 1000, 1e30], functions);
      for (const value of far) expect(Math.abs(value)).toBeLessThan(3e-8);
    },
  );
  it('is nearly constant where all weights are 1: √2π', async () => {
    const inside = await sumAt([-0.5, -0.37, 0, 0.111, 0.5], 63);
    for (const value of inside) expect(value).toBeCloseTo(Math.sqrt(2 * Math.PI), 5);
  });
  it('takes channels in groups that a cache holds', async () => {
    const points = 2 ** 16;
    const x = Float32Array.from({ length: 5 * points }, (_, i) => Math.sin(i % points));
    const weights = constant(new Float32Array(5 * 7).fill(1), [5, 7]);
    const y = radialBasisSum(input('x', [1, 5, points]), weights, 1);
    const products = ancestors([y]).filter(({ origin }) => origin.name === 'MatMul');
    expect(products.map(({ shape }) => shape[1])).toEqual([2, 2, 2, 2, 1, 1]);
    const sums = Float32Array.from((await runGraph({ y }, { x })).y ?? [], Number);
    for (let k = 1; k < 5; k++)
      expect(sums.subarray(k * points, (k + 1) * points)).toEqual(sums.subarray(0, points));
  });
  it('refuses what does not fit', () => {
    expect(() => radialBasisSum(input('x', [1, 3, 4]), input('w', [2, 15]), 1)).toThrow(
      /weights \[channel, function\] of 2 functions or more/,
    );
  });
});
