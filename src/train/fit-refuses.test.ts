import { describe, expect, it } from 'vitest';
import { Dataset, iris } from '../data/index.ts';
import { conv2d, dense, type Model, sequential } from '../layers/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { InputError } from '../util/errors.ts';
import {
  accuracy,
  adam,
  binaryCrossentropy,
  type FitOptions,
  meanSquaredError,
  sparseCategoricalCrossentropy,
  fit as train,
} from './index.ts';

const classifier = network(3);

function network(units: number): Model {
  return sequential([dense({ units })], { inputShape: [4] });
}

function line(changes: Partial<ConstructorParameters<typeof Dataset>[0]> = {}): Dataset {
  return new Dataset({
    name: 'line',
    inputs: Float32Array.from({ length: 40 }, (_, i) => i / 40),
    inputShape: [4],
    targets: { kind: 'values', data: Float32Array.from({ length: 10 }, (_, i) => i), shape: [1] },
    ...changes,
  });
}

function withNaN(index: number): Dataset {
  const { name, inputShape, targets, featureNames, inputs } = iris();
  const spoiled = inputs.with(index, Number.NaN);
  return new Dataset({ name, inputShape, targets, featureNames, inputs: spoiled });
}

describe('fit refuses', () => {
  const refusals: readonly [string, Model, Dataset, Partial<FitOptions>, RegExp][] = [
    ['NaN in the data', classifier, withNaN(6), {}, /NaN in item 1, feature 2 \(petal length\)/],
    ['NaN in the validation data', classifier, iris(), { validationData: withNaN(0) }, /NaN in item 0/],
    [
      'inputs of another shape',
      sequential([conv2d({ filters: 2, kernelSize: 3 })], { inputShape: [1, 8, 8] }),
      iris(),
      {},
      /\[32, 1, 8, 8\].*\[32, 4\]/,
    ],
    [
      'numbers for a loss of classes',
      classifier,
      line(),
      {},
      /line, sparseCategoricalCrossentropy: .*class indices, received numbers/,
    ],
    [
      'classes for a loss of numbers',
      network(1),
      iris(),
      { loss: meanSquaredError(), metrics: [] },
      /numbers, received class indices.*sparseCategorical/,
    ],
    [
      'more classes than outputs',
      network(2),
      iris(),
      {},
      /at most 2 classes.*received 3\. Give the last layer 3 units/,
    ],
    [
      'three classes for yes or no',
      network(1),
      iris(),
      { loss: binaryCrossentropy(), metrics: [] },
      /at most 2 classes/,
    ],
    [
      'targets of another shape',
      network(2),
      line(),
      { loss: meanSquaredError(), metrics: [] },
      /\[32, 2\].*\[32, 1\]/,
    ],
    ['a metric that cannot be', network(1), line(), { loss: meanSquaredError() }, /accuracy/],
    [
      'a model without trainable weights',
      sequential([dense({ units: 3, trainable: false })], { inputShape: [4] }),
      iris(),
      {},
      /trainable weights/,
    ],
    [
      'validation both given and split off',
      classifier,
      iris(),
      { validationData: iris(), validationSplit: 0.2 },
      /both/,
    ],
    ['a batch size of 0', classifier, iris(), { batchSize: 0 }, /batch size/],
    ['a negative number of epochs', classifier, iris(), { epochs: -1 }, /epochs/],
    [
      'weights of another model',
      classifier,
      iris(),
      { initialWeights: network(2).initialWeights(1) },
      /initialWeights/,
    ],
    [
      'a learning rate that is none',
      classifier,
      iris(),
      { optimizer: adam({ learningRate: () => Number.NaN }) },
      /learning rate of step 1/,
    ],
    [
      'an unknown score to watch',
      classifier,
      iris(),
      { epochs: 3, earlyStopping: { monitor: 'acuracy' } },
      /loss, accuracy, received acuracy/,
    ],
  ];

  it.each(refusals)('%s', async (_, model, dataset, changes, message) => {
    const options = {
      device: nodeDevice('cpu'),
      loss: sparseCategoricalCrossentropy(),
      metrics: [accuracy()],
      optimizer: adam(),
    };
    const refused = train(model, dataset, { ...options, ...changes });
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(message);
  });
});
