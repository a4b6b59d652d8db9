import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, shapes } from '../../../test/random-calls.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { gradients } from '../gradients.ts';
import { input } from '../leaf.ts';
import type { Tensor } from '../tensor.ts';
import { exp, floor, mul } from './arithmetic.ts';
import { cast } from './compare.ts';
import goldens from './own-gradient.json' with { type: 'json' };
import { stopGradient, withGradient } from './own-gradient.ts';
import { reduceSum } from './reduce.ts';

checkOperator('stopGradient', {
  primitive: 'Identity',
  build: () => (x, n) => mul(x, stopGradient(cast(n, 'float32'))),
  calls: callsFrom(shapes(), (shape, sampler) => ({
    options: {},
    samples: [sampler.normal(shape), sampler.integers(shape, -3, 4)],
  })),
  goldens: goldens.stopGradient,
});
checkOperator('stopGradient of what else has a gradient', {
  primitive: null,
  build: () => (x) => mul(x, stopGradient(x)),
  calls: null, // the point is that this is not the gradient of the differences
  goldens: goldens.ofItself,
});
checkOperator('withGradient, as in a straight-through estimator', {
  primitive: null,
  build: () => (x) => withGradient(floor(x), [x], (dy) => [dy]),
  calls: null, // the function has steps, its gradient says otherwise
  goldens: goldens.straightThrough,
});
checkOperator('withGradient', {
  primitive: null,
  build: () => (x, y) => withGradient(mul(exp(x), y), [x, y], (dy, [a, b]) => product(dy, a, b)),
  calls: callsFrom(shapes(), (shape, sampler) => ({
    options: {},
    samples: [sampler.normal(shape), sampler.normal(shape)],
  })),
  goldens: [],
});

/** d(eᵃ b) = eᵃ b da + eᵃ db */
function product(dy: Tensor, a = dy, b = dy): Tensor[] {
  const upstream = mul(dy, exp(a));
  return [mul(upstream, b), upstream];
}

describe('stopGradient', () => {
  it('leaves a gradient of zeros where it is the only way', async () => {
    const x = input('x', [3]);
    const [dx] = gradients(reduceSum(stopGradient(x)), [x]);
    expect((await runGraph({ dx })).dx).toEqual(new Float32Array(3));
  });
});
