import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, shapes } from '../../../test/random-calls.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { gradients } from '../gradients.ts';
import { input } from '../leaf.ts';
import { mul } from './arithmetic.ts';
import { cast } from './compare.ts';
import { reduceSum } from './reduce.ts';
import goldens from './stop-gradient.json' with { type: 'json' };
import { stopGradient } from './stop-gradient.ts';

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

describe('stopGradient', () => {
  it('leaves a gradient of zeros where it is the only way', async () => {
    const x = input('x', [3]);
    const [dx] = gradients(reduceSum(stopGradient(x)), [x]);
    expect((await runGraph({ dx })).dx).toEqual(new Float32Array(3));
  });
});
