import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer, type LayerCheck } from '../../test/layer-check.ts';
import * as pooling from './index.ts';

/** Differences must not change which element is the largest. */
const distinct: Pick<LayerCheck, 'fill'> = { fill: (sampler, shape) => sampler.distinct(shape) };

checkLayer('maxPooling1d', () => pooling.maxPooling1d(), { inputs: [[2, 6]], ...distinct });
checkLayer(
  'maxPooling2d, overlapping',
  () => pooling.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
  {
    inputs: [[2, 5, 6]],
    ...distinct,
  },
);
checkLayer('maxPooling3d', () => pooling.maxPooling3d({ poolSize: [1, 2, 2] }), {
  inputs: [[2, 3, 4, 4]],
  ...distinct,
});
checkLayer('averagePooling1d', () => pooling.averagePooling1d({ poolSize: 3, strides: 1, padding: 'same' }), {
  inputs: [[2, 5]],
});
checkLayer('averagePooling2d', () => pooling.averagePooling2d(), { inputs: [[2, 5, 4]] });
checkLayer('averagePooling3d', () => pooling.averagePooling3d({ poolSize: 2, strides: 1, padding: 'same' }), {
  inputs: [[1, 2, 3, 3]],
});

describe('pooling in Keras', () => {
  const cases = [2, 3, 4].flatMap((poolSize) =>
    [1, 2, 3].flatMap((strides) =>
      (['same', 'valid'] as const).map((padding) => ({ poolSize, strides, padding })),
    ),
  );
  it.each(cases)('in one dimension: %o', async (options) => {
    const one = { inputs: [[2, 8]] };
    await compareWithKeras(pooling.maxPooling1d(options), keras.maxPooling1d(options), one);
    await compareWithKeras(pooling.averagePooling1d(options), keras.averagePooling1d(options), one);
  });
  it.each(cases)('in two dimensions: %o', async (options) => {
    const two = { inputs: [[2, 7, 8]] };
    await compareWithKeras(pooling.maxPooling2d(options), keras.maxPooling2d(options), two);
    await compareWithKeras(pooling.averagePooling2d(options), keras.averagePooling2d(options), two);
  });
  it.each(cases.filter(({ poolSize, strides }) => poolSize === strides))(
    'in three dimensions: %o',
    async (given) => {
      const options = {
        poolSize: triple(given.poolSize),
        strides: triple(given.strides),
        padding: given.padding,
      };
      const three = { inputs: [[2, 4, 5, 7]] };
      await compareWithKeras(pooling.maxPooling3d(options), keras.maxPooling3d(options), three);
      await compareWithKeras(pooling.averagePooling3d(options), keras.averagePooling3d(options), three);
    },
  );
});

function triple(n: number): [number, number, number] {
  return [n, n, n];
}
