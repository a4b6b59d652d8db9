import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close.ts';
import { Dataset, iris } from '../data/index.ts';
import { batchNormalization, dense, dropout, sequential } from '../layers/index.ts';
import { lenet5, smallCnn } from '../models/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { range } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import golden from './fit.json' with { type: 'json' };
import {
  accuracy,
  adam,
  type Callback,
  type EpochRecord,
  type FitOptions,
  sparseCategoricalCrossentropy,
  fit as train,
} from './index.ts';

const device = nodeDevice('cpu');

const common = {
  device,
  threads: 1,
  loss: sparseCategoricalCrossentropy(),
  metrics: [accuracy()],
} as const;

const mlp = sequential(
  [dense({ name: 'hidden', units: 16, activation: 'relu' }), dense({ name: 'out', units: 3 })],
  { inputShape: [4] },
);

/** With all that a step can hold: moving statistics, random numbers. */
const rich = sequential(
  [
    dense({ units: 64, activation: 'relu' }),
    batchNormalization(),
    dropout({ rate: 0.3 }),
    dense({ units: 64, activation: 'relu' }),
    dense({ units: 3 }),
  ],
  { inputShape: [4] },
);

function options(others: Partial<FitOptions> = {}): FitOptions {
  return { ...common, optimizer: adam({ learningRate: 0.01 }), ...others };
}

/** The species by turns, as the oracle has them. */
function byTurns(): Dataset {
  return iris().subset(range(150).map((i) => (i % 3) * 50 + Math.floor(i / 3)));
}

/** Images of noise, of ten classes. */
function noise(count: number): Dataset {
  const inputs = new Float32Array(count * 28 * 28);
  RandomStream.derive(1, 'noise').fillUniform(inputs);
  const classNames = range(10).map(String);
  const data = Int32Array.from({ length: count }, (_, i) => i % 10);
  const targets = { kind: 'classes', data, shape: [], classNames } as const;
  return new Dataset({ name: 'noise', inputs, inputShape: [1, 28, 28], targets });
}

/** Bytes in use after what is no longer needed has been given back, array buffers a turn later than objects. */
async function memoryInUse(): Promise<{ readonly heap: number; readonly rss: number }> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  for (let round = 0; round < 2; round++) {
    if (typeof collect === 'function') collect();
    await sleep(20);
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed + arrayBuffers, rss };
}

/** The oracle's initial kernel. */
function kernel(rows: number, columns: number): Float32Array {
  return Float32Array.from(
    { length: rows * columns },
    (_, i) => Math.round(Math.sin(i * 1.7 + 0.3) * 5000) / 1e4,
  );
}

describe('fit', () => {
  it('follows PyTorch, a smaller last batch included', async () => {
    const initialWeights = new Map([
      ['hidden/kernel', kernel(4, 16)],
      ['hidden/bias', new Float32Array(16)],
      ['out/kernel', kernel(16, 3)],
      ['out/bias', new Float32Array(3)],
    ]);
    const { history, weights } = await train(
      mlp,
      byTurns(),
      options({ epochs: 3, shuffle: false, initialWeights }),
    );
    expect(history).toHaveLength(golden.epochs.length);
    for (const [epoch, expected] of golden.epochs.entries()) {
      const { loss, accuracy: share } = present(history[epoch], 'an epoch').train;
      expect(loss).toBeCloseTo(expected.loss, 5);
      expect(share).toBeCloseTo(expected.accuracy, 10);
    }
    expectClose(present(weights.get('out/bias'), 'bias'), golden.bias, 1e-5, 'bias');
  });

  it('learns Iris', async () => {
    const { history, ending } = await train(
      mlp,
      iris(),
      options({ epochs: 80, validationSplit: 0.2, seed: 1 }),
    );
    expect(ending).toBe('all epochs');
    expect(history.at(-1)?.train.accuracy).toBeGreaterThan(0.95);
    expect(history.at(-1)?.validation?.accuracy).toBeGreaterThan(0.9);
  });

  it('gives the same bits twice, and at one and two threads', async () => {
    const run = (threads: number) => train(rich, iris(), options({ epochs: 5, threads, seed: 3 }));
    const [first, again, two] = [await run(1), await run(1), await run(2)];
    expect(again.weights).toEqual(first.weights);
    expect(two.weights).toEqual(first.weights);
    expect(two.history.map(({ train }) => train)).toEqual(first.history.map(({ train }) => train));
  });

  it.each([
    ['LeNet-5', 1, lenet5()],
    ['LeNet-5', 2, lenet5()],
    ['the small CNN', 1, smallCnn()],
    ['the small CNN', 2, smallCnn()],
  ])('gives the same bits twice: %s, threads: %i', async (_, threads, model) => {
    const run = () => train(model, noise(40), options({ epochs: 2, batchSize: 16, threads, seed: 3 }));
    const [first, again] = [await run(), await run()];
    for (const [name, values] of first.weights) expect(again.weights.get(name), name).toEqual(values);
  });

  it('needs no more memory the longer it runs', async () => {
    const seen: { readonly heap: number; readonly rss: number }[] = [];
    const watch: Callback = {
      async onBatchEnd({ step }) {
        if (step % 2500 === 0) seen.push(await memoryInUse());
      },
    };
    await train(rich, iris(), options({ epochs: 2000, callbacks: [watch] }));
    expect(seen).toHaveLength(4);
    // What was freed comes back to the system late, or never: a leak shows in that every interval takes more.
    const growth = (kind: 'heap' | 'rss') =>
      Math.min(...seen.slice(1).map((one, i) => one[kind] - (seen[i]?.[kind] ?? Number.NaN)));
    expect(growth('heap')).toBeLessThan(0.5e6);
    expect(growth('rss')).toBeLessThan(2e6);
  });

  it('gives others for another seed', async () => {
    const run = (seed: number) => train(rich, iris(), options({ seed }));
    expect((await run(1)).weights).not.toEqual((await run(2)).weights);
  });
});

describe('a training that was stopped', () => {
  const whole = options({
    epochs: 6,
    seed: 5,
    validationSplit: 0.2,
    earlyStopping: { patience: 3, restoreBestWeights: true },
  });

  it.each([
    ['in the middle of an epoch', 7],
    ['at the end of an epoch', 8],
    ['before its first step', 0],
  ])('%s goes on to the same bits', async (_, steps) => {
    const uninterrupted = await train(rich, iris(), whole);
    const controller = new AbortController();
    if (steps === 0) controller.abort();
    const stopper: Callback = {
      onBatchEnd(training) {
        if (training.step === steps) controller.abort();
      },
    };
    const first = await train(rich, iris(), { ...whole, callbacks: [stopper], signal: controller.signal });
    expect(first.ending).toBe('stopped');
    expect(first.state.step).toBe(steps);
    const second = await train(rich, iris(), { ...whole, resume: first.state });
    expect(second.weights).toEqual(uninterrupted.weights);
    expect(second.state.vectors).toEqual(uninterrupted.state.vectors);
    const withoutTime = (record: EpochRecord) => ({ ...record, seconds: 0 });
    expect(second.history.map(withoutTime)).toEqual(uninterrupted.history.map(withoutTime));
  });
});
