import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mul } from '../graph/index.ts';
import {
  add,
  batchNormalization,
  conv2d,
  defineLayer,
  dense,
  flatten,
  inputLayer,
  model,
  modelFromJson,
  modelToJson,
  sequential,
} from './index.ts';
import { layerTypes } from './registry.ts';

function branched() {
  const [x, shared] = [
    inputLayer({ shape: [2, 4, 4] }),
    conv2d({ filters: 2, kernelSize: 3, padding: 'same' }),
  ];
  const once = shared(x);
  const y = add()([shared(once), batchNormalization({ trainable: false })(once)]);
  return model({ inputs: x, outputs: [dense({ units: 3 })(flatten()(y)), once], name: 'branched' });
}

/** What a file holds: nothing but JSON. */
function stored(network: ReturnType<typeof branched>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(modelToJson(network)));
}

describe('a model in a file', () => {
  it('is plain data that can be read', () => {
    expect(modelToJson(sequential([dense({ units: 3, activation: 'relu' })], { inputShape: [2] }))).toEqual({
      format: 'echotrain-model-1',
      name: 'sequential',
      inputs: [{ name: 'input', shape: [2], dtype: 'float32' }],
      layers: [
        {
          name: 'dense',
          type: 'Dense',
          config: {
            units: 3,
            activation: 'relu',
            useBias: true,
            kernelInitializer: 'glorotUniform',
            biasInitializer: 'zeros',
          },
        },
      ],
      calls: [{ layer: 'dense', inputs: ['input'] }],
      outputs: ['dense'],
    });
  });
  it('comes back with its shared layers, branches, names, and what is frozen', () => {
    const network = branched();
    const copy = modelFromJson(stored(network));
    expect(modelToJson(copy)).toEqual(modelToJson(network));
    expect(copy.nodes.map(({ name, call, node }) => [name, call, node.shape])).toEqual(
      network.nodes.map(({ name, call, node }) => [name, call, node.shape]),
    );
    expect(copy.weights.map(({ name, trainable }) => [name, trainable])).toEqual(
      network.weights.map(({ name, trainable }) => [name, trainable]),
    );
    expect(copy.initialWeights(9)).toEqual(network.initialWeights(9));
  });
  it('may hold layers of the reader', () => {
    const scale = defineLayer({
      type: 'Scale',
      options: z.strictObject({ factor: z.number('a number') }),
      outputShape: (shape) => shape,
      trace: (x, { factor }) => mul(x, factor),
    });
    const json = stored(sequential([scale({ factor: 2 })], { inputShape: [1] }));
    expect(modelToJson(modelFromJson(json, { layers: [scale] }))).toEqual(json);
    expect(() => modelFromJson(json)).toThrow(
      /^model file, layer "scale": expected a type of layer: Dense, .*received "Scale"/,
    );
  });
  it.each([
    [{ format: 'other' }, 'model file, option "format": expected "echotrain-model-1", received "other".'],
    [
      { extra: 1 },
      'model file: expected only the options format, name, inputs, layers, calls, outputs, received "extra".',
    ],
    [{ layers: 3 }, 'model file, option "layers": expected a list of layers, received 3.'],
    [
      { outputs: ['conv2d:2'] },
      'model file: expected an input, or a call that comes before among "input", "conv2d", ',
    ],
    [{ calls: [{ layer: 'conv', inputs: [] }] }, 'model file: expected a layer among "conv2d", '],
    [
      { calls: [{ layer: 'conv2d', inputs: ['add'] }] },
      'expected an input, or a call that comes before among "input", ',
    ],
    [
      { inputs: [{ name: 'add', shape: [2, 4, 4] }] },
      'inputs and layers with different names, received two named "add"',
    ],
  ])('is refused where it is wrong: %j', (wrong, message) => {
    expect(() => modelFromJson({ ...stored(branched()), ...wrong })).toThrow(message);
  });
  it('is refused where a layer is', () => {
    const json = {
      ...stored(branched()),
      layers: [{ name: 'first', type: 'Conv2D', config: { filters: -1, kernelSize: 3 } }],
    };
    expect(() => modelFromJson(json)).toThrow(
      'Conv2D "first", option "filters": expected a whole number of 1 or more, received -1.',
    );
    for (const nonsense of [null, 7, 'model', [], { format: 'echotrain-model-1' }]) {
      expect(() => modelFromJson(nonsense), JSON.stringify(nonsense)).toThrow(/^model file.*: expected/);
    }
  });
});

describe('types of layers', () => {
  it('have different names', () => {
    const names = layerTypes.map(({ type }) => type);
    expect(new Set(names).size).toBe(names.length);
  });
});
