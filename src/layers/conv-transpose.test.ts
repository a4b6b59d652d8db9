import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer } from '../../test/layer-check.ts';
import { conv1dTranspose, conv2dTranspose, conv3dTranspose, inputLayer } from './index.ts';

checkLayer('conv1dTranspose', () => conv1dTranspose({ filters: 2, kernelSize: 3, strides: 2 }), {
  inputs: [[3, 4]],
});
checkLayer('conv2dTranspose', () => conv2dTranspose({ filters: 3, kernelSize: 2, strides: 2 }), {
  inputs: [[2, 3, 4]],
});
checkLayer(
  'conv2dTranspose with gaps between what it reaches',
  () => conv2dTranspose({ filters: 2, kernelSize: 2, strides: 3, padding: 'same', activation: 'tanh' }),
  { inputs: [[2, 3, 2]] },
);
checkLayer(
  'conv3dTranspose',
  () => conv3dTranspose({ filters: 2, kernelSize: 3, padding: 'same', useBias: false }),
  {
    inputs: [[2, 2, 3, 2]],
  },
);

describe('transposed convolution in Keras', () => {
  const cases = [1, 2, 3, 4, 5].flatMap((kernelSize) =>
    [1, 2, 3].flatMap((strides) =>
      (['same', 'valid'] as const).map((padding) => ({ kernelSize, strides, padding })),
    ),
  );
  it.each(cases)('in two dimensions: %o', async (options) => {
    await compareWithKeras(
      conv2dTranspose({ filters: 3, ...options }),
      keras.conv2dTranspose({ filters: 3, ...options }),
      { inputs: [[2, 3, 4]] },
    );
  });
  const withoutGaps = cases.filter(({ kernelSize, strides }) => kernelSize >= strides && kernelSize < 4);
  it.each(withoutGaps)('in three dimensions: %o', async (options) => {
    await compareWithKeras(
      conv3dTranspose({ filters: 2, ...options }),
      keras.conv3dTranspose({ filters: 2, ...options }),
      { inputs: [[2, 2, 3, 4]] },
    );
  });
});

describe('a transposed convolution', () => {
  it('multiplies sizes by its strides', () => {
    const shape = (options: object) =>
      conv2dTranspose({ filters: 8, kernelSize: 2, strides: 2, ...options })(inputLayer({ shape: [4, 5, 6] }))
        .shape;
    expect(shape({})).toEqual([8, 10, 12]);
    expect(shape({ kernelSize: 5, padding: 'same' })).toEqual([8, 10, 12]);
    expect(shape({ kernelSize: 3 })).toEqual([8, 11, 13]);
    expect(shape({ kernelSize: 3, dilationRate: 2 })).toEqual([8, 13, 15]);
  });
});
