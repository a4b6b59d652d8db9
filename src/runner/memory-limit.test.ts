import { expect, it } from 'vitest';
import { iris } from '../data/index.ts';
import { dense, sequential } from '../layers/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { fit as fitModel, sgd, sparseCategoricalCrossentropy } from '../train/index.ts';
import { MemoryLimit } from './memory-limit.ts';

const tooMuch = /^memory: expected a run that takes at most 10 MB, received one that takes \d+ MB\./;

/** Trains for two epochs of ten steps. */
function train(limit: MemoryLimit, saved: number[]) {
  const save = ({ step }: { readonly step: number }) => Promise.resolve(void saved.push(step));
  return fitModel(sequential([dense({ units: 3 })], { inputShape: [4] }), iris(), {
    ...{ device: nodeDevice('cpu'), threads: 1, epochs: 2, batchSize: 15 },
    ...{ loss: sparseCategoricalCrossentropy(), optimizer: sgd({ learningRate: 0.01 }) },
    callbacks: [limit.callback(save)],
  });
}

it('a training that takes too much writes a checkpoint first', async () => {
  const saved: number[] = [];
  await expect(train(new MemoryLimit(10e6), saved)).rejects.toThrow(tooMuch);
  expect(saved).toEqual([1]);
});

it('what else takes too much is ended', async () => {
  await expect(new MemoryLimit(10e6).heed(new Promise(() => undefined))).rejects.toThrow(tooMuch);
});

it('a training that takes less, or may take anything, is left alone', async () => {
  for (const limit of [new MemoryLimit(1e12), new MemoryLimit()]) {
    const saved: number[] = [];
    expect((await limit.heed(train(limit, saved))).history).toHaveLength(2);
    expect(saved).toEqual([]);
  }
});
