/**
 * U-Net (Ronneberger, Fischer and Brox 2015, U-Net: convolutional networks for biomedical image segmentation): an
 * encoder that halves the image and doubles the channels, a decoder that goes back, and skips between them.
 *
 *     depth times:  (convolution 3 × 3, ReLU) twice, kept; max pooling 2 × 2
 *     bottom:       (convolution 3 × 3, ReLU) twice
 *     depth times:  up-convolution 2 × 2 with half the channels, concatenated to what was kept;
 *                   (convolution 3 × 3, ReLU) twice
 *     convolution 1 × 1 to the output's channels
 *
 * 31,030,658 parameters in the paper's size: base 64, depth 4, 1 channel in, 2 out. 1,925,025 with base 32,
 * depth 3, 1 channel in, 1 out. Convolutions keep the size (`same`) where the paper's lose their borders.
 */
import {
  activation,
  add,
  batchNormalization,
  concatenate,
  conv2d,
  conv2dTranspose,
  inputLayer,
  instanceNormalization,
  type Layer,
  type LayerNode,
  type Model,
  maxPooling2d,
  model,
  upSampling2d,
} from '../layers/index.ts';
import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';

/** The form of {@link unet}. */
export interface UnetOptions {
  /** [channel, row, column]; rows and columns are multiples of 2^depth. */
  readonly inputShape: readonly [number, number, number];
  /** Channels that come out: logits of a segmentation, or an image; 1 by default. */
  readonly outputs?: number;
  /** Channels of the first level; 64 by default. */
  readonly baseChannels?: number;
  /** How often the image is halved; 4 by default. */
  readonly depth?: number;
  /** What follows each convolution, which then has no bias; `none` by default. */
  readonly normalization?: 'none' | 'batch' | 'instance';
  /** A transposed convolution, or bilinear interpolation and a convolution, both 2 × 2; `transposed` by default. */
  readonly upsampling?: 'transposed' | 'bilinear';
  /** Whether the input is added to the output, so that the network learns what differs; false by default. */
  readonly residual?: boolean;
}

/**
 * A U-Net.
 *
 * @throws InputError when the image cannot be halved as often, or a residual is asked of other channels.
 * @example const model = unet({ inputShape: [1, 128, 128], baseChannels: 32, depth: 3 });
 */
export function unet(options: UnetOptions): Model {
  const { inputShape, outputs = 1, baseChannels = 64, depth = 4, residual = false } = options;
  checkUnet(options, depth, outputs);
  const widths = range(depth).map((level) => baseChannels * 2 ** level);
  const image = inputLayer({ shape: [...inputShape] });
  const skips: LayerNode[] = [];
  let x = image;
  for (const [level, filters] of widths.entries()) {
    const kept = convolved(x, `encoder${level + 1}`, filters, options);
    skips.push(kept);
    x = maxPooling2d({ name: `encoder${level + 1}_pool` })(kept);
  }
  x = convolved(x, 'bottom', baseChannels * 2 ** depth, options);
  for (const [level, filters] of [...widths.entries()].toReversed()) {
    const name = `decoder${level + 1}`;
    const inputs = [skips[level] ?? image, enlarged(x, name, filters, options)];
    x = convolved(concatenate({ name: `${name}_join` })(inputs), name, filters, options);
  }
  const y = conv2d({ filters: outputs, kernelSize: 1, name: 'output' })(x);
  return model({
    inputs: image,
    outputs: residual ? add({ name: 'residual' })([y, image]) : y,
    name: 'unet',
  });
}

type Form = Pick<UnetOptions, 'normalization' | 'upsampling'>;

/** Twice: convolution 3 × 3, normalization on request, ReLU. */
function convolved(x: LayerNode, name: string, filters: number, { normalization = 'none' }: Form): LayerNode {
  return [1, 2].reduce((y, n) => {
    const settings = { filters, kernelSize: 3, padding: 'same', kernelInitializer: 'heNormal' } as const;
    if (normalization === 'none') {
      return conv2d({ ...settings, activation: 'relu', name: `${name}_conv${n}` })(y);
    }
    const convolution = conv2d({ ...settings, useBias: false, name: `${name}_conv${n}` })(y);
    const normal = normalize(`${name}_norm${n}`, normalization)(convolution);
    return activation({ activation: 'relu', name: `${name}_relu${n}` })(normal);
  }, x);
}

function normalize(name: string, normalization: 'batch' | 'instance'): Layer {
  return normalization === 'batch'
    ? batchNormalization({ name, momentum: 0.9 })
    : instanceNormalization({ name });
}

/** Twice the size, half the channels. */
function enlarged(
  x: LayerNode,
  name: string,
  filters: number,
  { upsampling = 'transposed' }: Form,
): LayerNode {
  if (upsampling === 'transposed') {
    return conv2dTranspose({ filters, kernelSize: 2, strides: 2, name: `${name}_up` })(x);
  }
  const larger = upSampling2d({ interpolation: 'bilinear', name: `${name}_up` })(x);
  return conv2d({ filters, kernelSize: 2, padding: 'same', name: `${name}_up_conv` })(larger);
}

function checkUnet({ inputShape, residual }: UnetOptions, depth: number, outputs: number): void {
  const [channels, ...sizes] = inputShape;
  check(
    sizes.every((size) => size % 2 ** depth === 0),
    () => ({
      where: 'unet, inputShape',
      expected: `rows and columns that are multiples of ${2 ** depth}, to be halved ${depth} times`,
      received: `[${inputShape.join(', ')}]`,
      remedy: 'Pad the images, or choose a smaller depth.',
    }),
  );
  check(!residual || channels === outputs, () => ({
    where: 'unet, residual',
    expected: `as many channels out as in, ${channels}`,
    received: `${outputs}`,
  }));
}
