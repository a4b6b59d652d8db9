import { expect, it } from 'vitest';
import { checkModel } from '../../test/model-check.ts';
import { linear } from './linear.ts';

checkModel('linear', () => linear(), { parameters: 2, outputShape: [1] });
checkModel('linear with many features', () => linear({ features: 4, outputs: 3 }), {
  parameters: 15,
  outputShape: [3],
});

it('linear is y = k x + d', () => {
  expect(linear().weights.map(({ name, shape }) => [name, shape])).toEqual([
    ['dense/kernel', [1, 1]],
    ['dense/bias', [1]],
  ]);
});
