import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer, type LayerCheck } from '../../test/layer-check.ts';
import { add, average, inputLayer, maximum, minimum, multiply, subtract } from './index.ts';

const shape = [2, 3, 2];
const three = { inputs: [shape, shape, shape] };

checkLayer('add', () => add(), three);
checkLayer('add with broadcasting', () => add(), { inputs: [shape, [2, 1, 1]] });
checkLayer('subtract', () => subtract(), { inputs: [shape, shape] });
checkLayer('multiply', () => multiply(), three);
checkLayer('average', () => average(), three);

/** Differences must not change which input is the larger. */
const apart: LayerCheck['fill'] = (sampler, full) => sampler.uniform(full, -9, 9);
checkLayer('maximum', () => maximum(), { inputs: [[7], [7]], fill: apart });
checkLayer('minimum', () => minimum(), { inputs: [[7], [7]], fill: apart });

describe('merging in Keras', () => {
  it('adds, multiplies, averages, and takes the larger and the smaller', async () => {
    await compareWithKeras(add(), keras.add(), three);
    await compareWithKeras(multiply(), keras.multiply(), three);
    await compareWithKeras(average(), keras.average(), three);
    await compareWithKeras(maximum(), keras.maximum(), three);
    await compareWithKeras(minimum(), keras.minimum(), three);
  });
});

describe('merging refuses', () => {
  const [a, b] = [inputLayer({ shape: [3, 4] }), inputLayer({ shape: [3, 5] })];
  it('inputs that do not fit', () => {
    expect(() => add()([a, b])).toThrow(
      'Add on an input [3, 4] and an input [3, 5]: expected shapes that broadcast ' +
        '(equal sizes or 1, aligned at the last axis), received [3, 4] and [3, 5].',
    );
  });
  it('too few and too many', () => {
    expect(() => add()(a)).toThrow('Add on an input [3, 4]: expected two or more inputs, received 1.');
    expect(() => subtract()([a, a, a])).toThrow('expected two inputs, received 3.');
  });
});
