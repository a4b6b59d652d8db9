import { describe, expect, it } from 'vitest';
import {
  batchNormalization,
  conv2d,
  conv3d,
  dense,
  flatten,
  inputLayer,
  model,
  sequential,
  summary,
} from './index.ts';

const network = sequential(
  [
    conv2d({ filters: 2, kernelSize: 3, padding: 'same', strides: 2 }),
    batchNormalization(),
    flatten(),
    dense({ units: 10, name: 'a_name_that_is_too_long_for_its_column' }),
  ],
  { inputShape: [1, 8, 8], name: 'tiny' },
);

const tiny = sequential(
  [
    conv2d({ filters: 2, kernelSize: 3, padding: 'same', strides: 2 }),
    flatten(),
    dense({ units: 10, name: 'a_name_that_is_too_long_for_its_column', trainable: false }),
  ],
  { inputShape: [1, 8, 8], name: 'tiny' },
);

describe('a summary', () => {
  it('counts parameters, operations and bytes', () => {
    const { rows, parameters, operations, bytes } = summary(network, { batchSize: 4, optimizerSlots: 1 });
    expect(rows.map((row) => [row.type, row.outputShape, row.parameters])).toEqual([
      ['Input', [1, 8, 8], 0],
      ['Conv2D', [2, 4, 4], 20],
      ['BatchNormalization', [2, 4, 4], 8],
      ['Flatten', [32], 0],
      ['Dense', [10], 330],
    ]);
    expect(parameters).toEqual({ trainable: 354, notTrainable: 4 });
    expect(rows[1]?.operations).toBe(32 * (2 * 9 + 1));
    expect(rows[4]?.operations).toBe(2 * 32 * 10 + 10);
    expect(operations).toBe(rows.reduce((total, row) => total + row.operations, 0));
    expect(bytes).toEqual({
      activations: 4 * 4 * (64 + 32 + 32 + 32 + 10),
      weights: 4 * 358,
      optimizer: 4 * 354,
    });
  });
  it('counts shared weights once', () => {
    const [x, shared] = [inputLayer({ shape: [3] }), dense({ units: 3 })];
    const { rows, parameters } = summary(model({ inputs: x, outputs: shared(shared(x)) }));
    expect(rows.map((row) => row.parameters)).toEqual([0, 12, 0]);
    expect(parameters.trainable).toBe(12);
  });
  it('has room for volumes', () => {
    const volumes = sequential([conv3d({ filters: 256, kernelSize: 1 })], { inputShape: [1, 128, 128, 128] });
    const row = summary(volumes).text.split('\n')[5];
    expect(row).toBe('conv3d                    256×128×128×128         512  1.61 G  2.15 GB         1');
  });
  it('is a table for 80 columns', () => {
    const { text } = summary(tiny, { batchSize: 4 });
    expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(text).toBe(
      [
        'tiny, batches of 4',
        '────────────────────────────────────────────────────────────────────────────────',
        'Layer                     Output           Parameters   FLOPs   Memory     Field',
        '────────────────────────────────────────────────────────────────────────────────',
        'input                     1 × 8 × 8                            1.02 kB         1',
        'conv2d                    2 × 4 × 4                20     608    512 B         3',
        'flatten                   32                                     512 B         3',
        'a_name_that_is_too_long…  10                      330     650    160 B       all',
        '────────────────────────────────────────────────────────────────────────────────',
        'Parameters  350 (20 trainable, 330 not)',
        'FLOPs       1.26 k for one item forward, about 3.77 k to train on it',
        'Memory      2.21 kB activations, 1.40 kB weights, 160 B optimizer',
        'Field       receptive field: how many input positions one output may depend on',
      ].join('\n'),
    );
  });
});
