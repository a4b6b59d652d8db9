import { describe, expect, it } from 'vitest';
import { sketchedItem, temporaryFolder, writeNpy } from '../../../test/dataset-folder.ts';
import { Dataset, type ItemSet, iris, joinedShape } from '../../data/index.ts';
import { streamItems } from '../../data/node.ts';
import {
  batchNormalization,
  concatenate,
  conv2d,
  dense,
  dropout,
  flatten,
  inputLayer,
  type Model,
  model,
  reLU,
  sequential,
} from '../../layers/index.ts';
import { smallCnn } from '../../models/index.ts';
import { nodeDevice } from '../../runtime/node.ts';
import { product, range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import {
  adam,
  type FitOptions,
  fit as fitModel,
  type Measurement,
  meanSquaredError,
  sgd,
  sparseCategoricalCrossentropy,
  type Weights,
} from '../index.ts';
import golden from './monitoring.json' with { type: 'json' };

const device = nodeDevice('cpu');
const classification = { device, threads: 1, loss: sparseCategoricalCrossentropy(), optimizer: adam() };

/** Trains, looking into the network at every step; `measured` is all that was told. */
async function monitored(network: Model, data: ItemSet, options: FitOptions) {
  const measured: Measurement[] = [];
  const steps: Weights[] = [options.initialWeights ?? network.initialWeights(options.seed ?? 0)];
  const fitted = await fitModel(network, data, {
    monitoring: { everySteps: 1 },
    ...options,
    callbacks: [
      { onMeasured: (one) => void measured.push(one) },
      { onBatchEnd: (training) => void steps.push(training.weights()) },
    ],
  });
  return { ...fitted, measured, steps };
}

/** The oracle's numbers. */
function values(shape: readonly number[], step: number): Float32Array {
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return Float32Array.from({ length: product(shape) }, (_, i) => round(Math.sin(i * step + 0.3) * 0.5));
}

const oracleNetwork = sequential(
  [
    conv2d({ name: 'conv', filters: 4, kernelSize: 3, activation: 'relu' }),
    flatten(),
    dense({ name: 'hidden', units: 8, activation: 'relu' }),
    dense({ name: 'out', units: 3 }),
  ],
  { inputShape: [1, 6, 6] },
);

function oracleWeights(): Weights {
  const weights = new Map(
    oracleNetwork.weights.map(({ name, shape }) => [
      name,
      values(shape, name.endsWith('kernel') ? 1.7 : 0.9),
    ]),
  );
  present(weights.get('conv/bias'), 'a bias')[2] = -9;
  const hidden = present(weights.get('hidden/bias'), 'a bias');
  [hidden[1], hidden[5]] = [-9, -9];
  return weights;
}

describe('monitoring', () => {
  it.each([
    ['a whole batch', 7],
    ['a batch that is filled up', 10],
  ])('tells what PyTorch tells of %s', async (_, batchSize) => {
    const inputs = values([7, 1, 6, 6], 0.37);
    const labels = { kind: 'classes' as const, data: Int32Array.from(range(7), (i) => i % 3), shape: [] };
    const targets = { ...labels, classNames: ['a', 'b', 'c'] };
    const data = new Dataset({ name: 'oracle', inputs, inputShape: [1, 6, 6], targets });
    const { measured } = await monitored(oracleNetwork, data, {
      ...classification,
      ...{
        optimizer: sgd({ learningRate: 0.1 }),
        batchSize,
        shuffle: false,
        initialWeights: oracleWeights(),
      },
    });
    const { examplesPerSecond: _rate, ...found } = present(measured[0], 'a measurement').values;
    expect(Object.keys(found).sort()).toEqual(Object.keys(golden).sort());
    for (const [name, value] of Object.entries(golden)) {
      expect(Math.abs((found[name] ?? Number.NaN) / value - 1), name).toBeLessThan(1e-5);
    }
  });

  it('tells the gradient of the very step, with its dropped units and its batch statistics', async () => {
    const layers = [
      dense({ units: 16 }),
      batchNormalization(),
      reLU(),
      dropout({ rate: 0.4 }),
      dense({ units: 3 }),
    ];
    const network = sequential(layers, { inputShape: [4] });
    const trained = network.weights.filter(({ trainable }) => trainable).map(({ name }) => name);
    const { measured, steps } = await monitored(network, iris(), {
      ...classification,
      ...{ optimizer: sgd({ learningRate: 0.5 }), batchSize: 40, seed: 4, epochs: 2 },
    });
    const norms = measured.flatMap(({ values }) => values.gradientNorm ?? []);
    const moved = range(8).map((step) => {
      const [before, after] = [present(steps[step], 'weights'), present(steps[step + 1], 'weights')];
      return trained.map(
        (name) => after.get(name)?.map((value, i) => value - (before.get(name)?.[i] ?? 0)) ?? [],
      );
    });
    const lengths = moved.map((parts) => Math.hypot(...parts.flatMap((part) => [...part])) / 0.5);
    expect(norms).toHaveLength(8);
    for (const [i, norm] of norms.entries()) expect(norm / (lengths[i] ?? 0)).toBeCloseTo(1, 4);
    expect(Object.keys(present(measured[0], 'one').values).filter((name) => name.startsWith('dead'))).toEqual(
      ['deadUnits/re_lu'],
    );
  });

  it('tells how the weights of each layer are distributed after an epoch', async () => {
    const { measured, steps } = await monitored(oracleNetwork, noise(), { ...classification, epochs: 1 });
    const { weights } = present(measured.at(-1), 'a measurement');
    expect(Object.keys(weights ?? {})).toEqual(['conv', 'hidden', 'out']);
    const hidden = present(weights?.hidden, 'a histogram');
    const last = present(steps.at(-1), 'weights');
    const all = ['hidden/kernel', 'hidden/bias'].flatMap((name) => [...present(last.get(name), name)]);
    expect(hidden.edges).toHaveLength(33);
    expect(hidden.edges[0]).toBe(Math.min(...all));
    expect(hidden.edges[32]).toBeCloseTo(Math.max(...all), 12);
    for (const [i, count] of hidden.counts.entries()) {
      const [from = 0, to = 0] = hidden.edges.slice(i, i + 2);
      const within = all.filter((value) => value >= from && (value < to || i === 31)).length;
      expect(Math.abs(within - count), `bin ${i}`).toBeLessThanOrEqual(1);
    }
    expect(hidden.counts.reduce((a, b) => a + b)).toBe(all.length);
  });

  it.each([
    ['several inputs', network(), fields(), { loss: meanSquaredError() }],
    ['items read from files', smallCnn({ inputShape: [1, 12, 12], classes: 2 }), streamed(), {}],
    ['small images in a large batch', smallCnn({ inputShape: [1, 6, 6], classes: 3 }), noise(), {}],
  ])('changes no bit of a training on %s', async (_, one, data, others) => {
    const options = {
      ...classification,
      ...others,
      epochs: 3,
      batchSize: 16,
      seed: 3,
      validationSplit: 0.25,
    };
    const { measured, ...seen } = await monitored(one, data, options);
    const blind = await fitModel(one, data, options);
    expect(seen.state.vectors).toEqual(blind.state.vectors);
    expect(seen.history.map(({ train }) => train)).toEqual(blind.history.map(({ train }) => train));
    const numbers = measured.flatMap((each) => Object.values(each.values));
    expect(numbers.length).toBeGreaterThan(measured.length);
    expect(numbers.every(Number.isFinite)).toBe(true);
  });

  it('looks once at least, however little time there is', async () => {
    const options = { ...classification, batchSize: 4, monitoring: { share: 1e-9 } };
    const { measured } = await monitored(oracleNetwork, noise(), options);
    expect(measured.some(({ values }) => 'gradientNorm' in values)).toBe(true);
  });

  it('tells the throughput, whatever else there is time for', async () => {
    const measured: Measurement[] = [];
    const callbacks = [{ onMeasured: (one: Measurement) => void measured.push(one) }];
    await fitModel(oracleNetwork, noise(), { ...classification, monitoring: { share: 1e-9 }, callbacks });
    expect(measured.flatMap(({ values }) => values.examplesPerSecond ?? [])[0]).toBeGreaterThan(0);
  });

  it('is nothing that a training does unasked, and refuses what it cannot do', async () => {
    const { measured } = await monitored(oracleNetwork, noise(), { ...classification, monitoring: false });
    expect(measured).toEqual([]);
    for (const monitoring of [{ share: 0 }, { share: Number.NaN }, { everySteps: 1.5 }]) {
      const training = fitModel(oracleNetwork, noise(), { ...classification, monitoring });
      await expect(training).rejects.toThrow(/fit, monitoring, (share|everySteps): expected/);
    }
  });
});

function noise(): Dataset {
  const stream = RandomStream.derive(1, 'noise');
  const inputs = Float32Array.from({ length: 48 * 36 }, () => stream.normal());
  const labels = { kind: 'classes' as const, data: Int32Array.from(range(48), (i) => i % 3), shape: [] };
  const targets = { ...labels, classNames: ['a', 'b', 'c'] };
  return new Dataset({ name: 'noise', inputs, inputShape: [1, 6, 6], targets });
}

function network(): Model {
  const [mask, kspace] = [
    inputLayer({ shape: [3], name: 'mask' }),
    inputLayer({ shape: [2, 3], name: 'kspace' }),
  ];
  const joined = concatenate()([flatten()(kspace), flatten()(mask)]);
  return model({ inputs: [mask, kspace], outputs: dense({ units: 1 })(joined) });
}

function fields(): Dataset {
  const inputFields = [
    { name: 'kspace', shape: [2, 3] },
    { name: 'mask', shape: [3] },
  ];
  const stream = RandomStream.derive(2, 'fields');
  const inputs = Float32Array.from({ length: 40 * 9 }, () => stream.normal());
  const targets = { kind: 'values' as const, data: inputs.slice(0, 40), shape: [1] };
  return new Dataset({ name: 'fields', inputs, inputShape: joinedShape(inputFields), inputFields, targets });
}

function streamed(): ItemSet {
  const folder = temporaryFolder();
  const stream = RandomStream.derive(1, 'images');
  const items = range(22).map((i) => {
    const file = writeNpy(
      folder,
      `${i}.npy`,
      [12, 12],
      Float32Array.from({ length: 144 }, () => stream.normal()),
    );
    return sketchedItem({ id: `${i}`, file, shape: [12, 12], label: i % 2 === 0 ? 'a' : 'b' });
  });
  return streamItems(items, (item) => item.source.files, 'noise', { items: 'slices', cacheBytes: 0 });
}
