import { describe, expect, it } from 'vitest';
import { runGraph } from '../../test/run-graph.ts';
import { constant, input, randomInputs } from '../graph/index.ts';
import { present } from '../util/errors.ts';
import {
  add,
  concatenate,
  conv2d,
  dense,
  dropout,
  flatten,
  inputLayer,
  type Model,
  maxPooling2d,
  model,
  sequential,
} from './index.ts';

function tensorsOf({ weights }: Model) {
  return new Map(weights.map(({ name, shape }) => [name, input(name, shape)]));
}

describe('names in a model', () => {
  it("are Keras's, numbered in the order of the layers, beside those that were given", () => {
    const network = sequential(
      [
        conv2d({ filters: 2, kernelSize: 3 }),
        conv2d({ filters: 2, kernelSize: 3, name: 'conv2d_1' }),
        conv2d({ filters: 2, kernelSize: 3 }),
        maxPooling2d(),
        flatten(),
        dense({ units: 3 }),
      ],
      { inputShape: [1, 12, 12] },
    );
    expect(network.nodes.map(({ name }) => name)).toEqual([
      ...['input', 'conv2d', 'conv2d_1', 'conv2d_2', 'max_pooling2d', 'flatten', 'dense'],
    ]);
    expect(network.weights.map(({ name }) => name)).toEqual([
      ...['conv2d/kernel', 'conv2d/bias', 'conv2d_1/kernel', 'conv2d_1/bias'],
      ...['conv2d_2/kernel', 'conv2d_2/bias', 'dense/kernel', 'dense/bias'],
    ]);
  });
  it('do not depend on other models', () => {
    const make = () => sequential([dense({ units: 1 })], { inputShape: [2] }).nodes.map(({ name }) => name);
    expect(make()).toEqual(make());
  });
  it('may not be given twice, or hold what they are joined by', () => {
    const layers = [dense({ units: 1, name: 'same' }), dense({ units: 1, name: 'same' })];
    expect(() => sequential(layers, { inputShape: [1] })).toThrow(
      'model: expected layers with different names, received two named "same". ' +
        'Rename one, or call one layer twice if both are to share their weights.',
    );
    expect(() => dense({ units: 1, name: 'a/b' })).toThrow(
      'Dense, option "name": expected a name without "/" and ":"',
    );
  });
});

describe('a model', () => {
  it('of several inputs and outputs computes what its layers say', async () => {
    const [a, b] = [inputLayer({ shape: [2], name: 'a' }), inputLayer({ shape: [1], name: 'b' })];
    const joined = concatenate()([a, b]);
    const network = model({ inputs: [a, b], outputs: [dense({ units: 1 })(joined), joined] });
    const weights = new Map([
      ['dense/kernel', constant([1, 10, 100], [3, 1])],
      ['dense/bias', constant([0.5])],
    ]);
    const { outputs, activations } = network.forward(
      [constant([1, 2], [1, 2]), constant([3], [1, 1])],
      weights,
    );
    const [y, both] = outputs;
    const results = await runGraph({ y: present(y, 'y'), both: present(both, 'both') });
    expect(results.y).toEqual(Float32Array.of(321.5));
    expect(results.both).toEqual(Float32Array.of(1, 2, 3));
    expect(activations.map(({ layer, tensor }) => [layer, tensor.shape])).toEqual([
      ['concatenate', [1, 3]],
      ['dense', [1, 1]],
    ]);
  });
  it('that calls a layer twice has its weights once', async () => {
    const [x, shared] = [inputLayer({ shape: [1] }), dense({ units: 1, useBias: false, name: 'shared' })];
    const network = model({ inputs: x, outputs: add()([shared(shared(x)), shared(x)]) });
    expect(network.weights.map(({ name }) => name)).toEqual(['shared/kernel']);
    const weights = new Map([['shared/kernel', constant([3], [1, 1])]]);
    const { outputs, activations } = network.forward([constant([2], [1, 1])], weights);
    expect((await runGraph({ y: present(outputs[0], 'y') })).y).toEqual(Float32Array.of(24));
    expect(activations.map(({ layer }) => layer)).toEqual(['shared', 'shared', 'shared', 'add']);
  });
  it('can be one graph several times, with streams apart', () => {
    const network = sequential([dropout({ rate: 0.5 })], { inputShape: [4] });
    const x = input('x', [1, 4]);
    const twice = ['', 'again/'].flatMap(
      (stream) => network.forward([x], new Map(), { training: true, stream }).outputs,
    );
    expect(randomInputs(twice).map(({ name }) => name)).toEqual(['random/dropout', 'random/again/dropout']);
  });
  it('is traced for any size of batch', () => {
    const network = sequential([dense({ units: 3 })], { inputShape: [2] });
    for (const batch of [1, 7]) {
      expect(network.forward([input('x', [batch, 2])], tensorsOf(network)).outputs[0]?.shape).toEqual([
        batch,
        3,
      ]);
    }
  });
});

describe('initial weights', () => {
  const network = sequential([dense({ units: 30 }), dense({ units: 30 })], { inputShape: [30] });
  it('belong to a seed', () => {
    expect(network.initialWeights(1)).toEqual(network.initialWeights(1));
    expect(network.initialWeights(1).get('dense/kernel')).not.toEqual(
      network.initialWeights(2).get('dense/kernel'),
    );
  });
  it('differ from layer to layer, and do not depend on the layers before', () => {
    const weights = network.initialWeights(1);
    expect(weights.get('dense/kernel')).not.toEqual(weights.get('dense_1/kernel'));
    const alone = sequential([dense({ units: 30, name: 'dense_1' })], { inputShape: [30] });
    expect(alone.initialWeights(1).get('dense_1/kernel')).toEqual(weights.get('dense_1/kernel'));
  });
});

describe('a model refuses', () => {
  const x = inputLayer({ shape: [4], name: 'x' });
  const y = dense({ units: 2 })(x);
  it('inputs and outputs that do not belong together', () => {
    const other = inputLayer({ shape: [4] });
    expect(() => model({ inputs: other, outputs: y })).toThrow(
      'model, input 0: expected an inputLayer from which an output follows, received one that leads to none.',
    );
    expect(() => model({ inputs: y, outputs: y })).toThrow('received the output of Dense');
    expect(() => model({ inputs: [], outputs: y })).toThrow(
      'model: expected all inputs that the outputs follow from, received 0 without "x" of shape [4]. Add it to inputs.',
    );
    expect(() => model({ inputs: x, outputs: [] })).toThrow('expected one or more outputs, received none');
    expect(() => model({ inputs: [x, x], outputs: y })).toThrow('expected every input once');
  });
  it('to share weights between inputs of different shapes', () => {
    const shared = dense({ units: 2, name: 'shared' });
    const other = inputLayer({ shape: [3] });
    expect(() => model({ inputs: [x, other], outputs: [shared(x), shared(other)] })).toThrow(
      'Dense "shared": expected inputs for which its weights are the same in all calls, such as [4], received [3]. ' +
        'Use a layer of its own for each.',
    );
  });
  it('layers that do not fit, and says which', () => {
    const layers = [conv2d({ filters: 4, kernelSize: 3 }), flatten(), maxPooling2d({ name: 'late' })];
    expect(() => sequential(layers, { inputShape: [1, 5, 5] })).toThrow(
      'MaxPooling2D "late" on Flatten [36]: expected an input [channel, row, column], received shape [36].',
    );
  });
  it('tensors that do not fit', () => {
    const network = model({ inputs: x, outputs: y, name: 'small' });
    const weights = tensorsOf(network);
    expect(() => network.forward([], weights)).toThrow('model "small": expected 1 input(s), received 0.');
    expect(() => network.forward([input('x', [8, 5])], weights)).toThrow(
      'model "small", input 0: expected float32 of shape [8, 4], the batch first, received float32 of shape [8, 5].',
    );
    expect(() => network.forward([input('x', [8, 4], 'int32')], weights)).toThrow(
      'received int32 of shape [8, 4]',
    );
    expect(() => network.forward([input('x', [8, 4])], new Map())).toThrow(
      'model "small", weight "dense/kernel": expected shape [4, 2], received nothing.',
    );
  });
  it('a shape that is none', () => {
    expect(() => inputLayer({ shape: [1, 0] })).toThrow(
      'inputLayer, option "shape.1": expected a whole number of 1',
    );
  });
});
