/**
 * The first convolutional network for MR reconstruction (Wang et al. 2016, Accelerating magnetic resonance imaging via
 * deep learning, ISBI): three convolutions learn to map the zero-filled image to the fully sampled one, and what comes
 * out is made consistent with the data,
 *
 *     C: convolution 9 × 9 to 64, ReLU; convolution 5 × 5 to 32, ReLU; convolution 5 × 5
 *     u = argmin_u ‖u − C(A* f)‖² + λ ‖A u − f‖²
 *
 * in k-space: where sampled (k + λ f) / (1 + λ); by default λ is infinite, what was measured replaces what the network
 * says. Real and imaginary part are two channels. The layers have the sizes of SRCNN (Dong et al. 2014), whose form the
 * network has.
 *
 * 63,266 parameters.
 */
import { conv2d, type Model, model } from '../layers/index.ts';
import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { consistentImage, usedInputs, zeroFilledImage } from './imaging-layers/combined-image.ts';
import { reconstructionInputs } from './imaging-layers/reconstruction-inputs.ts';

/** The form of {@link wangCnn}. */
export interface WangCnnOptions {
  /** [coil, 2, row, column]. */
  readonly kspaceShape: readonly number[];
  /** Filters of all convolutions but the last; [64, 32] by default. */
  readonly filters?: readonly number[];
  /** The sizes of the kernels of all convolutions; [9, 5, 5] by default. */
  readonly kernelSizes?: readonly number[];
  /** Where the learned weight of noisy data starts; infinite and not learned by default. */
  readonly lambda?: number;
}

/**
 * Wang's network. Inputs: `kspace` [coil, 2, row, column], `maps` of that shape unless there is one coil, and `mask`
 * [1, 1, row, column]; output: a complex image [2, row, column].
 *
 * @throws InputError where the shape is not that of k-space.
 * @example const model = wangCnn({ kspaceShape: [8, 2, 128, 128] });
 */
export function wangCnn(options: WangCnnOptions): Model {
  const { kspaceShape, filters = [64, 32], kernelSizes = [9, 5, 5], lambda } = options;
  check(kernelSizes.length === filters.length + 1, () => ({
    where: 'wangCnn, kernelSizes',
    expected: `${filters.length + 1} sizes, one more than filters`,
    received: `${kernelSizes.length}`,
  }));
  const inputs = reconstructionInputs('wangCnn', kspaceShape);
  const features = range(filters.length).reduce((x, i) => {
    const settings = { filters: filters[i] ?? 1, kernelSize: kernelSizes[i] ?? 1 };
    const hidden = { padding: 'same', activation: 'relu', kernelInitializer: 'heNormal' } as const;
    return conv2d({ ...settings, ...hidden, name: `conv${i + 1}` })(x);
  }, zeroFilledImage(inputs));
  const last = { filters: 2, kernelSize: kernelSizes[filters.length] ?? 1, padding: 'same' } as const;
  const cleaned = conv2d({ ...last, name: `conv${filters.length + 1}` })(features);
  const image = consistentImage(cleaned, inputs, 'image', lambda);
  return model({ inputs: usedInputs(inputs), outputs: image, name: 'wang_cnn' });
}
