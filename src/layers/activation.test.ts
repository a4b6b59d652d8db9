import { layers as keras } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { compareWithKeras } from '../../test/keras-oracle.ts';
import { checkLayer, type LayerCheck } from '../../test/layer-check.ts';
import { activationOption } from './activations.ts';
import { activation, inputLayer } from './index.ts';

/** Differences must not cross a kink. */
const awayFromZero: Pick<LayerCheck, 'fill'> = { fill: (sampler, shape) => sampler.distinct(shape) };

for (const name of activationOption.values) {
  checkLayer(name, () => activation({ activation: name }), { inputs: [[3, 2, 3]], ...awayFromZero });
}

describe('activations are those of Keras', () => {
  it.each([
    ...(['linear', 'relu', 'relu6', 'elu', 'selu', 'sigmoid', 'tanh', 'softplus', 'softsign'] as const),
    'softmax' as const,
  ])('%s', async (name) => {
    await compareWithKeras(activation({ activation: name }), keras.activation({ activation: name }), {
      inputs: [[5, 3, 4]],
      fill: (sampler, shape) => sampler.uniform(shape, -8, 8),
    });
  });
  it('silu and gelu', async () => {
    const fill: LayerCheck['fill'] = (sampler, shape) => sampler.uniform(shape, -8, 8);
    const one = { inputs: [[5]], fill };
    await compareWithKeras(
      activation({ activation: 'silu' }),
      keras.activation({ activation: 'swish' }),
      one,
    );
    await compareWithKeras(activation({ activation: 'gelu' }), keras.activation({ activation: 'gelu' }), one);
  });
});

describe('an activation', () => {
  it('that there is none of is refused with all names', () => {
    expect(() => activation.fromConfig({ activation: 'rleu' }, {})).toThrow(
      /^Activation, option "activation": expected an activation: 'linear', 'relu', .* or 'logSoftmax', received "rleu"/,
    );
  });
  it('leaves the shape', () => {
    expect(activation({ activation: 'softmax' })(inputLayer({ shape: [4, 3, 2] })).shape).toEqual([4, 3, 2]);
  });
});
