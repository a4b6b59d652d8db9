/**
 * FBPConvNet (Jin, McCann, Froustey and Unser 2017, Deep convolutional neural network for inverse problems in imaging):
 * a U-Net that removes the streaks of filtered back projections from few views. It differs from Ronneberger's in that
 * every convolution is followed by batch normalization, borders are padded with zeros, the image grows by 3 × 3
 * transposed convolutions, and the input is added to the output.
 *
 *     first level:  (convolution 3 × 3, batch normalization, ReLU) three times, kept
 *     depth − 1 times:  max pooling 2 × 2; (convolution 3 × 3, batch normalization, ReLU) twice, kept
 *     bottom:       max pooling 2 × 2; the same pair
 *     depth times:  transposed convolution 3 × 3, stride 2, to half the channels, batch normalization, ReLU;
 *                   what was kept, concatenated to it; the same pair
 *     convolution 1 × 1, the input added
 *
 * 34,569,857 parameters in the paper's size, 13,824 of them moving averages: 64 channels in the first level, 1024 at the
 * bottom. Convolutions before a normalization have no bias, which it would take away.
 */
import {
  activation,
  add,
  batchNormalization,
  concatenate,
  conv2d,
  conv2dTranspose,
  inputLayer,
  type LayerNode,
  type Model,
  maxPooling2d,
  model,
} from '../layers/index.ts';
import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';

/** The form of {@link fbpConvNet}. */
export interface FbpConvNetOptions {
  /** [1, row, column]; rows and columns are multiples of 2^depth. */
  readonly inputShape: readonly [number, number, number];
  /** Channels of the first level; 64 by default. */
  readonly baseChannels?: number;
  /** How often the image is halved; 4 by default. */
  readonly depth?: number;
}

/**
 * FBPConvNet, from a filtered back projection [1, row, column] to an image of that shape.
 *
 * @throws InputError when the image cannot be halved as often.
 * @example const model = fbpConvNet({ inputShape: [1, 512, 512] });
 */
export function fbpConvNet({ inputShape, baseChannels = 64, depth = 4 }: FbpConvNetOptions): Model {
  checkSizes(inputShape, depth);
  const image = inputLayer({ shape: [...inputShape] });
  const skips: LayerNode[] = [];
  let x = image;
  for (const level of range(depth)) {
    const name = `encoder${level + 1}`;
    const kept = convolved(x, name, baseChannels * 2 ** level, level === 0 ? 3 : 2);
    skips.push(kept);
    x = maxPooling2d({ name: `${name}_pool` })(kept);
  }
  x = convolved(x, 'bottom', baseChannels * 2 ** depth, 2);
  for (const [level, kept] of [...skips.entries()].toReversed()) {
    const name = `decoder${level + 1}`;
    const filters = baseChannels * 2 ** level;
    const joined = concatenate({ name: `${name}_join` })([kept, enlarged(x, name, filters)]);
    x = convolved(joined, name, filters, 2);
  }
  const streaks = conv2d({ filters: inputShape[0], kernelSize: 1, name: 'output' })(x);
  return model({ inputs: image, outputs: add({ name: 'residual' })([streaks, image]), name: 'fbp_conv_net' });
}

/** `times` times: convolution 3 × 3, batch normalization, ReLU. */
function convolved(x: LayerNode, name: string, filters: number, times: number): LayerNode {
  return range(1, times + 1).reduce((y, n) => {
    const settings = { filters, kernelSize: 3, padding: 'same', useBias: false } as const;
    const title = `${name}_conv${n}`;
    return normalized(conv2d({ ...settings, kernelInitializer: 'heNormal', name: title })(y), title);
  }, x);
}

/** Twice the size, half the channels. */
function enlarged(x: LayerNode, name: string, filters: number): LayerNode {
  const settings = { filters, kernelSize: 3, strides: 2, padding: 'same', useBias: false } as const;
  const title = `${name}_up`;
  return normalized(conv2dTranspose({ ...settings, kernelInitializer: 'heNormal', name: title })(x), title);
}

function normalized(x: LayerNode, name: string): LayerNode {
  const normal = batchNormalization({ epsilon: 1e-5, momentum: 0.9, name: `${name}_norm` })(x);
  return activation({ activation: 'relu', name: `${name}_relu` })(normal);
}

function checkSizes(inputShape: readonly number[], depth: number): void {
  check(
    inputShape.slice(1).every((size) => size % 2 ** depth === 0),
    () => ({
      where: 'fbpConvNet, inputShape',
      expected: `rows and columns that are multiples of ${2 ** depth}, to be halved ${depth} times`,
      received: `[${inputShape.join(', ')}]`,
      remedy: 'Reconstruct more pixels, or choose a smaller depth.',
    }),
  );
}
