import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import type { Sampler } from '../../test/samples.ts';
import { reLU } from './index.ts';

const fill = (sampler: Sampler, shape: readonly number[]) => sampler.distinct(shape);

checkLayer('reLU', () => reLU(), { inputs: [[3, 4]], fill });
checkLayer('reLU with slope and limit', () => reLU({ maxValue: 1, negativeSlope: 0.1 }), {
  inputs: [[3, 4]],
  fill,
});

describe('ReLU in Keras', () => {
  it.each([undefined, 0.75])('up to %s', async (maxValue) => {
    await compareWithKeras(reLU({ maxValue }), keras.reLU({ ...(maxValue && { maxValue }) }), {
      inputs: [[3, 4]],
      fill,
    });
  });
});
