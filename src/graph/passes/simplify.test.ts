import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNetworks } from '../../../test/random-network.ts';
import { checkRewrite } from '../../../test/rewrite-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { gradients } from '../gradients.ts';
import { input } from '../leaf.ts';
import { add, exp, mul, square } from '../ops/arithmetic.ts';
import { greater, where } from '../ops/compare.ts';
import { reduceMean } from '../ops/reduce.ts';
import { expand, reshape, transpose } from '../ops/shape.ts';
import type { Tensor } from '../tensor.ts';
import { ancestors } from '../walk.ts';
import { simplify } from './simplify.ts';

const simplified = (tensor: Tensor) => simplify([tensor])[0] ?? tensor;
const operators = (tensor: Tensor) =>
  ancestors([tensor]).flatMap(({ origin }) => (origin.name === 'Input' ? [] : [origin.name]));

describe('simplifying', () => {
  const s = input('s', [3, 1]);
  const x = input('x', [2, 3, 4]);
  const wide = expand(s, [2, 3, 4]);

  it('merges what follows each other', () => {
    expect(operators(simplified(reshape(reshape(x, [6, 4]), [24])))).toEqual(['Reshape']);
    expect(simplified(reshape(reshape(x, [24]), [2, 3, 4]))).toBe(x);
    expect(operators(simplified(transpose(transpose(x, [1, 2, 0]), [2, 1, 0])))).toEqual(['Transpose']);
    expect(simplified(transpose(transpose(x, [1, 2, 0]), [2, 0, 1]))).toBe(x);
  });

  it('computes before expanding', () => {
    expect(operators(simplified(add(x, wide)))).toEqual(['Add']);
    expect(operators(simplified(where(greater(wide, 0), x, wide))).toSorted()).toEqual([
      'Constant',
      'Greater',
      'Where',
    ]);
    const late = simplified(exp(mul(wide, 2)));
    expect(late.origin.name).toBe('Expand');
    expect(late.inputs[0]?.shape).toEqual([3, 1]);
  });

  it('lets a reduction drop its axes by itself, but computes none twice', async () => {
    const mean = reduceMean(x, [0, 2]);
    expect(operators(simplified(mean))).toEqual(['ReduceMean']);
    const kept = reduceMean(x, [0, 2], true);
    const both = simplified(reduceMean(square(add(reshape(kept, [3, 1]), mul(x, kept)))));
    expect(operators(both).filter((name) => name === 'ReduceMean')).toHaveLength(2);
    const feeds = { x: Float32Array.from({ length: 24 }, (_, i) => i - 12) };
    const results = await runGraph({ mean, simple: simplified(mean) }, feeds);
    expect(results.simple).toEqual(results.mean);
  });

  it('spares the gradient of a mean square two passes over memory', () => {
    const [dx] = gradients(reduceMean(square(x)), [x]);
    const large = ancestors([simplified(dx)]).filter(
      ({ size, origin }) => size === x.size && origin.name !== 'Input',
    );
    expect(large.map(({ origin }) => origin.name)).toEqual(['Mul']);
  });

  it('gives what the graph gave', async () => {
    const y = transpose(reshape(transpose(add(wide, x), [2, 0, 1]), [4, 2, 3]), [1, 2, 0]);
    const z = where(greater(mul(wide, y), 0), exp(wide), y);
    const feeds = { s: Float32Array.of(-1, 0.5, 2), x: Float32Array.from({ length: 24 }, (_, i) => i - 12) };
    const results = await runGraph({ z, simple: simplified(z) }, feeds);
    expect(results.simple).toEqual(results.z);
  });

  it('leaves values and gradients of networks as they were', async () => {
    const networks = randomNetworks({ batch: 2, block: 2, side: 8, depth: 4 });
    const property = fc.asyncProperty(networks, (network) => checkRewrite(network, { after: simplify }));
    await fc.assert(property, { seed: 20180616, numRuns: 10 });
  });
});
