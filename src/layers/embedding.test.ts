import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { embedding } from './index.ts';

checkLayer('embedding', () => embedding({ inputDim: 6, outputDim: 3 }), {
  inputs: [[4]],
  dtype: 'int64',
  fill: (sampler, shape) => sampler.integers(shape, 0, 6),
});
checkLayer(
  'embedding of one index',
  () => embedding({ inputDim: 4, outputDim: 2, embeddingsConstraint: 'unitNorm' }),
  {
    inputs: [[]],
    dtype: 'int32',
    fill: (sampler, shape) => sampler.integers(shape, 0, 4, 'int32'),
  },
);

describe('embedding in Keras', () => {
  it('looks up the same vectors, even of indices that are floats', async () => {
    await compareWithKeras(
      embedding({ inputDim: 9, outputDim: 4 }),
      keras.embedding({ inputDim: 9, outputDim: 4 }),
      {
        inputs: [[5]],
        fill: (sampler, shape) => sampler.integers(shape, 0, 9, 'float32'),
        theirOutput: (output) => output,
      },
    );
  });
});
