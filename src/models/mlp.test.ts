import { expect, it } from 'vitest';
import { checkModel } from '../../test/model-check.ts';
import { mlp } from './mlp.ts';

checkModel('mlp', () => mlp(), { parameters: 669_706, outputShape: [10] });
checkModel('mlp for Iris', () => mlp({ inputShape: [4], hidden: [16], outputs: 3 }), {
  parameters: 131,
  outputShape: [3],
});
checkModel(
  'mlp with dropout',
  () => mlp({ inputShape: [4], hidden: [8, 8], activation: 'tanh', dropoutRate: 0.5 }),
  {
    parameters: 202,
    outputShape: [10],
  },
);

it('mlp without hidden layers is linear', () => {
  expect(mlp({ inputShape: [4], hidden: [], outputs: 3 }).layers.map(({ layer }) => layer.type)).toEqual([
    'Dense',
  ]);
});
