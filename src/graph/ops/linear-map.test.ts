import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../../test/gradient-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { gradients } from '../gradients.ts';
import { constant, input } from '../leaf.ts';
import type { Tensor } from '../tensor.ts';
import { ancestors } from '../walk.ts';
import { mul } from './arithmetic.ts';
import { gather } from './gather.ts';
import { linearMap } from './linear-map.ts';
import { reduceSum } from './reduce.ts';

const order = constant([2, 0, 3, 1], [4], 'int64');
const inverse = constant([1, 3, 0, 2], [4], 'int64');
const permuted = (x: Tensor) =>
  linearMap(
    x,
    (t) => gather(t, order),
    (t) => gather(t, inverse),
  );

describe('linearMap', () => {
  it('is its function', async () => {
    const x = input('x', [4]);
    const { y } = await runGraph({ y: permuted(x) }, { x: Float32Array.of(1, 2, 3, 4) });
    expect(y).toEqual(Float32Array.of(3, 1, 4, 2));
  });

  it('has the gradient that finite differences give, twice', async () => {
    const sampler = new Sampler(1);
    await checkGradient((x) => mul(permuted(x), permuted(x)), [sampler.normal([4, 3])]);
    await checkGradient(
      (x) => gradients(reduceSum(mul(permuted(x), permuted(x))), [x]),
      [sampler.normal([4])],
    );
  });

  it('goes back by its adjoint alone', () => {
    const x = input('x', [4]);
    const graph = ancestors(gradients(reduceSum(permuted(x)), [x]));
    expect(graph.map(({ origin }) => origin.name)).not.toContain('ScatterElements');
  });
});
