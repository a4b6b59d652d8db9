import { channel } from 'node:diagnostics_channel';
import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { sketchedItem, temporaryFolder, writeNpy } from '../../test/dataset-folder.ts';
import {
  augmentImages,
  Dataset,
  type ItemSet,
  inputsOf,
  standardizationOf,
  standardize,
  targetsOf,
} from '../data/index.ts';
import { streamItems } from '../data/node.ts';
import { smallCnn } from '../models/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { range } from '../util/arrays.ts';
import { RandomStream } from '../util/random.ts';
import {
  adam,
  evaluate,
  type FitOptions,
  fit as fitModel,
  predict,
  runGates,
  sparseCategoricalCrossentropy,
} from './index.ts';

const device = nodeDevice('cpu');
const folder = temporaryFolder();
const stream = RandomStream.derive(1, 'images');
const items = range(22).map((i) => {
  const values = Float32Array.from({ length: 144 }, () => stream.normal() + (i % 2));
  const file = writeNpy(folder, `${i}.npy`, [12, 12], values);
  return sketchedItem({ id: `${i}`, file, shape: [12, 12], label: i % 2 === 0 ? 'a' : 'b' });
});

function streamed(cacheBytes = 0) {
  return streamItems(items, (item) => item.source.files, 'noise', { items: 'slices', cacheBytes });
}

async function inMemory(): Promise<Dataset> {
  const data = streamed();
  const { name, inputShape, groups } = data;
  const inputs = await inputsOf(data, range(data.count));
  const targets = await targetsOf(data, range(data.count));
  await data.release();
  return new Dataset({ name, inputs, inputShape, targets, groups });
}

const options: FitOptions = {
  ...{ device, threads: 1, epochs: 3, batchSize: 4, seed: 5, validationSplit: 0.2 },
  ...{ loss: sparseCategoricalCrossentropy(), optimizer: adam() },
  augment: augmentImages([1, 12, 12], { seed: 5, shift: 2, rotation: 10 }),
};

function train(data: ItemSet, more: Partial<FitOptions> = {}) {
  return fitModel(smallCnn({ inputShape: [1, 12, 12], classes: 2 }), data, { ...options, ...more });
}

describe('training on items that are read as they are wanted', () => {
  it('gives the same bits as in memory, also where only some fit into it', async () => {
    const data = await inMemory();
    const standardization = standardizationOf(data, 'all');
    const expected = await train(standardize(data, standardization));
    for (const cacheBytes of [0, 2000, 1 << 20]) {
      const { weights, history } = await train(standardize(streamed(cacheBytes), standardization));
      expect(weights).toEqual(expected.weights);
      expect(history.map(({ train, validation }) => [train, validation])).toEqual(
        expected.history.map(({ train, validation }) => [train, validation]),
      );
    }
  });

  it('goes on where it was stopped, bit for bit', async () => {
    const whole = await train(streamed());
    let steps = 0;
    const stopping = { onBatchEnd: (training: { stop(): void }) => void (++steps === 7 && training.stop()) };
    const { state, ending } = await train(streamed(), { callbacks: [stopping] });
    expect([ending, state.step]).toEqual(['stopped', 7]);
    expect((await train(streamed(), { resume: state })).weights).toEqual(whole.weights);
  });

  it('is evaluated, predicted and proved by gates as in memory', async () => {
    const [data, memory] = [streamed(), await inMemory()];
    const model = smallCnn({ inputShape: [1, 12, 12], classes: 2 });
    const weights = model.initialWeights(1);
    const judged = { ...options, batchSize: 5 };
    expect(await evaluate(model, weights, data, judged)).toEqual(
      await evaluate(model, weights, memory, judged),
    );
    expect(await predict(model, weights, data, judged)).toEqual(
      await predict(model, weights, memory.inputs, judged),
    );
    const { validationSplit: _, ...plan } = { ...options, steps: 5, oneBatchSteps: 60 };
    expect(await runGates(model, data, plan)).toEqual(await runGates(model, memory, plan));
  });
});

describe('the threads that read', () => {
  const started: Worker[] = [];
  channel('worker_threads').subscribe((message) => {
    if (typeof message === 'object' && message && 'worker' in message && message.worker instanceof Worker) {
      started.push(message.worker);
    }
  });
  const running = () => started.filter(({ threadId }) => threadId !== -1);

  it('end with the training, also when it is stopped', async () => {
    await train(streamed());
    expect(started.length).toBeGreaterThan(0);
    expect(running()).toEqual([]);
    const { ending } = await train(streamed(), { signal: AbortSignal.abort() });
    expect([ending, running()]).toEqual(['stopped', []]);
  });

  it('end with a training that fails on an item, which is named', async () => {
    const own = writeNpy(folder, 'spoiled.npy', [12, 12], new Float32Array(144).fill(Number.NaN));
    const paths = (item: (typeof items)[number]) => (item.id === '13' ? [own] : item.source.files);
    const data = streamItems(items, paths, 'spoiled', { items: 'slices' });
    await expect(train(data)).rejects.toThrow(
      /^item 13, .*spoiled.npy: expected finite numbers, received NaN/,
    );
    expect(running()).toEqual([]);
    rmSync(own);
  });
});

describe('a thread that dies', () => {
  it('fails what it was to read, by name, and another one takes its place', async () => {
    const data = streamed();
    channel('worker_threads').subscribe(function kill(message) {
      channel('worker_threads').unsubscribe(kill);
      if (typeof message === 'object' && message && 'worker' in message && message.worker instanceof Worker) {
        void message.worker.terminate();
      }
    });
    await expect(inputsOf(data, [6])).rejects.toThrow(
      /^item 6, .*6.npy: expected a file that can be read, received a thread that ended while it read/,
    );
    expect(await inputsOf(data, [6])).toEqual((await inMemory()).input(6));
    await data.release();
  });
});
