import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

it.each([
  ['optimiser', ['loss', 'optimizer', 'epochs'], 'optimizer'],
  ['batch_size', ['batchSize', 'shuffle'], 'batchSize'],
  ['LENET5', ['lenet5', 'linear'], 'lenet5'],
  ['epohcs', ['epochs'], 'epochs'],
  ['learningrate', ['learningRate', 'maxLearningRate'], 'learningRate'],
  ['zebra', ['lenet5', 'unet'], undefined],
  ['', ['lenet5'], undefined],
  ['x', [], undefined],
])('%j among %j is %j', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});
