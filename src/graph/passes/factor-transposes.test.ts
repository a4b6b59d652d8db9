import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapes } from '../../../test/random-calls.ts';
import { randomNetworks } from '../../../test/random-network.ts';
import { checkRewrite } from '../../../test/rewrite-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { input } from '../leaf.ts';
import { reshape, transpose } from '../ops/shape.ts';
import { ancestors } from '../walk.ts';
import { factorTransposes } from './factor-transposes.ts';

const permuted = shapes(3, 5).chain((shape) =>
  fc.tuple(
    fc.constant(shape),
    fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
    fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
  ),
);

describe('factoring transpositions', () => {
  it('leaves values as they were', async () => {
    const property = fc.asyncProperty(permuted, async ([shape, first, second]) => {
      const x = input('x', shape);
      const y = transpose(reshape(transpose(x, first), shape), second);
      const [z = y] = factorTransposes([y]);
      const results = await runGraph({ y, z }, { x: new Sampler(1).normal(shape).values });
      expect(results.z).toEqual(results.y);
    });
    await fc.assert(property, { seed: 20180616, numRuns: 60 });
  });

  it('leaves gradients as they were', async () => {
    const networks = randomNetworks({ batch: 2, block: 2, side: 8, depth: 4 });
    const property = fc.asyncProperty(networks, (network) =>
      checkRewrite(network, { after: factorTransposes }),
    );
    await fc.assert(property, { seed: 20180616, numRuns: 10 });
  });

  it('makes two exchanges of neighbors of one reversal', () => {
    const y = transpose(input('x', [24, 49, 128]), [2, 1, 0]);
    const [z = y] = factorTransposes([y]);
    const permutations = ancestors([z]).filter((tensor) => tensor.origin.name === 'Transpose');
    expect(permutations.length).toBe(2);
    expect(z.shape).toEqual(y.shape);
  });
});
