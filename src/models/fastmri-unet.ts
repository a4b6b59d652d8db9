/**
 * The U-Net of fastMRI (Zbontar et al. 2018, fastMRI: an open dataset and benchmarks for accelerated MRI), in the form
 * of its reference implementation: from undersampled k-space to a magnitude image.
 *
 *     zero-filled image of all coils, root of the sum of squares; mean 0 and variance 1
 *     pools times:  (convolution 3 × 3, instance normalization, LeakyReLU 0.2, dropout) twice, kept; average pooling 2 × 2
 *     bottom:       the same pair of convolutions
 *     pools times:  transposed convolution 2 × 2 to half the channels, instance normalization, LeakyReLU 0.2;
 *                   concatenated to what was kept; the same pair of convolutions
 *     convolution 1 × 1; mean and variance of the zero-filled image back
 *
 * Channels double with every pooling. Convolutions have no bias but the last; normalizations learn nothing. A level
 * of odd size loses a row or column in pooling, and mirrors one when it grows again.
 *
 * 7,756,097 parameters with 32 channels and 4 poolings, 496,372,225 with 256. (The reference's first version interpolated
 * instead of transposed convolutions: 214,157,315 with 256.)
 */
import {
  activation,
  averagePooling2d,
  concatenate,
  conv2d,
  conv2dTranspose,
  instanceNormalization,
  type LayerNode,
  type Model,
  model,
  spatialDropout2d,
} from '../layers/index.ts';
import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { rootSumOfSquares } from './imaging-layers/coil-combination.ts';
import { inverseFourierTransform2d } from './imaging-layers/fourier-transform.ts';
import { reconstructionInputs } from './imaging-layers/reconstruction-inputs.ts';
import { reflectionPadding2d } from './imaging-layers/reflection-padding.ts';
import { standardization, undoStandardization } from './imaging-layers/standardization.ts';

/** The form of {@link fastmriUnet}. */
export interface FastmriUnetOptions {
  /** [coil, 2, row, column]. */
  readonly kspaceShape: readonly number[];
  /** Channels of the first level; 32 by default. */
  readonly channels?: number;
  /** How often the image is halved; 4 by default. */
  readonly pools?: number;
  /** The fraction of channels that is dropped in training; 0 by default. */
  readonly dropoutRate?: number;
}

/**
 * fastMRI's U-Net. Input: `kspace` [coil, 2, row, column]; output: magnitude [1, row, column].
 *
 * @throws InputError when the image cannot be halved as often.
 * @example const model = fastmriUnet({ kspaceShape: [15, 2, 320, 320] });
 */
export function fastmriUnet(options: FastmriUnetOptions): Model {
  const { kspaceShape, ...form } = options;
  const { kspace } = reconstructionInputs('fastmriUnet', kspaceShape);
  const zeroFilled = rootSumOfSquares({ name: 'zero_filled' })(
    inverseFourierTransform2d({ name: 'coil_images' })(kspace),
  );
  const standardized = standardization({ name: 'standardized' })(zeroFilled);
  const y = fastmriUnetOf(standardized, { ...form, outputs: 1 });
  const image = undoStandardization({ name: 'image' })([y, zeroFilled]);
  return model({ inputs: kspace, outputs: image, name: 'fastmri_unet' });
}

/** The network without what surrounds it. */
export interface FastmriUnetForm extends Omit<FastmriUnetOptions, 'kspaceShape'> {
  /** Channels that come out. */
  readonly outputs: number;
  /** Put before the names of its layers. */
  readonly prefix?: string;
}

/** The U-Net alone, on any image [channel, row, column]. */
export function fastmriUnetOf(image: LayerNode, form: FastmriUnetForm): LayerNode {
  const { channels = 32, pools = 4, outputs, prefix = '', dropoutRate = 0 } = form;
  checkPools(image.shape, pools);
  const skips: LayerNode[] = [];
  let x = image;
  for (const level of range(pools)) {
    const kept = convolved(x, `${prefix}encoder${level + 1}`, channels * 2 ** level, dropoutRate);
    skips.push(kept);
    x = averagePooling2d({ name: `${prefix}encoder${level + 1}_pool` })(kept);
  }
  x = convolved(x, `${prefix}bottom`, channels * 2 ** pools, dropoutRate);
  for (const [level, kept] of [...skips.entries()].toReversed()) {
    const name = `${prefix}decoder${level + 1}`;
    const joined = concatenate({ name: `${name}_join` })([enlarged(x, name, kept), kept]);
    x = convolved(joined, name, channels * 2 ** level, dropoutRate);
  }
  return conv2d({
    filters: outputs,
    kernelSize: 1,
    kernelInitializer: small(channels),
    name: `${prefix}output`,
  })(x);
}

/** PyTorch's default, ±1 / √fan-in: the first outputs stay small beside the image. */
function small(fanIn: number) {
  const limit = 1 / Math.sqrt(fanIn);
  return { type: 'randomUniform', minval: -limit, maxval: limit } as const;
}

/** Twice: convolution 3 × 3, instance normalization, LeakyReLU, dropout of whole channels. */
function convolved(x: LayerNode, name: string, filters: number, rate: number): LayerNode {
  return [1, 2].reduce((y, n) => {
    const settings = { filters, kernelSize: 3, padding: 'same', useBias: false } as const;
    const convolution = conv2d({ ...settings, kernelInitializer: 'heNormal', name: `${name}_conv${n}` })(y);
    const active = normalized(convolution, `${name}_conv${n}`);
    return rate > 0 ? spatialDropout2d({ rate, name: `${name}_dropout${n}` })(active) : active;
  }, x);
}

function normalized(x: LayerNode, name: string): LayerNode {
  const settings = { epsilon: 1e-5, center: false, scale: false, name: `${name}_norm` };
  return activation({ activation: 'leakyRelu', name: `${name}_relu` })(instanceNormalization(settings)(x));
}

/** Twice the size, half the channels; then the size of what it will be joined to. */
function enlarged(x: LayerNode, name: string, { shape }: LayerNode): LayerNode {
  const [filters = 1, ...sizes] = shape;
  const settings = { filters, kernelSize: 2, strides: 2, useBias: false } as const;
  const up = conv2dTranspose({ ...settings, kernelInitializer: 'heNormal', name: `${name}_up` })(x);
  const active = normalized(up, `${name}_up`);
  const missing = sizes.map((size, axis): [number, number] => [0, size - (active.shape[axis + 1] ?? 0)]);
  if (missing.every(([, after]) => after === 0)) return active;
  return reflectionPadding2d({ padding: missing, name: `${name}_pad` })(active);
}

function checkPools([, ...sizes]: readonly number[], pools: number): void {
  const least = 2 ** (pools + 1);
  check(
    sizes.every((size) => size >= least),
    () => ({
      where: 'fastmriUnet',
      expected: `images of at least ${least} rows and columns, to be halved ${pools} times`,
      received: `[${sizes.join(', ')}]`,
      remedy: 'Choose fewer pools.',
    }),
  );
}
