import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { runGraph } from '../../../test/run-graph.ts';
import { gradients } from '../gradients.ts';
import { input } from '../leaf.ts';
import { mul } from './arithmetic.ts';
import { reduceSum } from './reduce.ts';
import goldens from './stop-gradient.json' with { type: 'json' };
import { stopGradient } from './stop-gradient.ts';

checkOperator('stopGradient', {
  primitive: 'Identity',
  build: () => (x) => mul(x, stopGradient(x)),
  calls: null, // the point is that the gradient is not that of the differences
  goldens: goldens.stopGradient,
});

describe('stopGradient', () => {
  it('leaves a gradient of zeros where it is the only way', async () => {
    const x = input('x', [3]);
    const [dx = x] = gradients(reduceSum(stopGradient(x)), [x]);
    expect((await runGraph({ dx })).dx).toEqual(new Float32Array(3));
  });
});
