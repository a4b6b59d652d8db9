/**
 * The deep cascade of convolutional networks (Schlemper et al. 2017, A deep cascade of convolutional neural networks for
 * MR image reconstruction): networks that remove aliasing, and data consistency, by turns.
 *
 *     x₀ = A* f, zero-filled
 *     cascades times:  x ← x + C(x),  C: depth − 1 times convolution 3 × 3 with ReLU, convolution 3 × 3 to 2 channels
 *                      x ← argmin_u ‖u − x‖² + λ ‖A u − f‖², in k-space: where sampled (k + λ f) / (1 + λ)    (eq. 5, 7)
 *
 * λ is learned for every cascade, or, for noiseless data as in the paper's experiments, infinite: what was measured
 * replaces the estimate. With several coils k is the k-space of every coil, seen and combined by the maps.
 *
 * 565,770 parameters in the paper's size D5-C5: 5 cascades of 5 convolutions, 64 filters.
 */
import { add, conv2d, type LayerNode, type Model, model } from '../layers/index.ts';
import { range } from '../util/arrays.ts';
import { consistentImage, usedInputs, zeroFilledImage } from './imaging-layers/combined-image.ts';
import { reconstructionInputs } from './imaging-layers/reconstruction-inputs.ts';

/** The form of {@link deepCascade}. */
export interface DeepCascadeOptions {
  /** [coil, 2, row, column]. */
  readonly kspaceShape: readonly number[];
  /** How many networks; 5 by default. */
  readonly cascades?: number;
  /** How many convolutions each has; 5 by default. */
  readonly depth?: number;
  /** Filters of all convolutions but the last; 64 by default. */
  readonly filters?: number;
  /** Where the learned weight of noisy data starts; infinite and not learned by default. */
  readonly lambda?: number;
}

/**
 * The deep cascade. Inputs: `kspace` [coil, 2, row, column], `maps` of that shape unless there is one coil, and `mask`
 * [1, 1, row, column]; output: a complex image [2, row, column].
 *
 * @throws InputError where the shape is not that of k-space.
 * @example const model = deepCascade({ kspaceShape: [1, 2, 256, 256] });
 */
export function deepCascade(options: DeepCascadeOptions): Model {
  const { kspaceShape, cascades = 5, depth = 5, filters = 64, lambda } = options;
  const inputs = reconstructionInputs('deepCascade', kspaceShape);
  const image = range(1, cascades + 1).reduce((x, n) => {
    const place = `cascade${n}`;
    const change = network(x, place, depth, filters);
    const cleaned = add({ name: `${place}_cleaned` })([x, change]);
    return consistentImage(cleaned, inputs, place, lambda);
  }, zeroFilledImage(inputs));
  return model({ inputs: usedInputs(inputs), outputs: image, name: 'deep_cascade' });
}

function network(image: LayerNode, place: string, depth: number, filters: number): LayerNode {
  const settings = { kernelSize: 3, padding: 'same' } as const;
  const hidden = { ...settings, filters, activation: 'relu', kernelInitializer: 'heNormal' } as const;
  const features = range(1, depth).reduce(
    (x, n) => conv2d({ ...hidden, name: `${place}_conv${n}` })(x),
    image,
  );
  return conv2d({ ...settings, filters: 2, name: `${place}_conv${depth}` })(features);
}
