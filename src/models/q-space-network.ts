/**
 * q-space deep learning (Golkov et al. 2016, q-Space deep learning: twelve-fold shorter and model-free diffusion MRI
 * scans): a perceptron that maps the few diffusion-weighted measurements of a voxel straight to what a model fit would
 * say with many more of them, such as mean kurtosis or fractional anisotropy.
 *
 *     measurements, divided by the one without diffusion weighting
 *     (dense 150, ReLU, dropout 0.1) three times
 *     dense, one output a map
 *
 * It sees one voxel at a time. Trained on single voxels [measurement], the same weights make maps of whole images
 * [measurement, row, column] at once.
 *
 * Three hidden layers of 150 units and a dropout of 0.1 are the paper's; that dropout follows every hidden layer is
 * this implementation's reading. 47,401 parameters for 12 measurements and one map.
 */
import { dense, dropout, inputLayer, type LayerNode, type Model, model, permute } from '../layers/index.ts';
import { check } from '../util/errors.ts';

/** The form of {@link qSpaceNetwork}. */
export interface QSpaceNetworkOptions {
  /** [measurement] for voxels, [measurement, row, column] for images; [12] by default. */
  readonly inputShape?: readonly number[];
  /** How many maps come out; 1 by default. */
  readonly outputs?: number;
  /** How many units each hidden layer has; [150, 150, 150] by default. */
  readonly hidden?: readonly number[];
  /** The fraction of each hidden layer that is dropped in training; 0.1 by default. */
  readonly dropoutRate?: number;
}

/**
 * The q-space network. Output: [map] of a voxel, [map, row, column] of an image.
 *
 * @throws InputError where the input is neither.
 * @example
 * const voxelwise = qSpaceNetwork({ inputShape: [12], outputs: 3 });
 * const forImages = qSpaceNetwork({ inputShape: [12, 96, 96], outputs: 3 }); // takes the same weights
 */
export function qSpaceNetwork(options: QSpaceNetworkOptions = {}): Model {
  const { inputShape = [12] } = options;
  const rank = inputShape.length;
  check(rank === 1 || rank === 3, () => ({
    where: 'qSpaceNetwork, inputShape',
    expected: '[measurement] or [measurement, row, column]',
    received: `[${inputShape.join(', ')}]`,
  }));
  const measurements = inputLayer({ shape: [...inputShape] });
  if (rank === 1) return model({ inputs: measurements, outputs: perceptron(measurements, options), name });
  const perVoxel = permute({ dims: [2, 3, 1], name: 'measurements_last' })(measurements);
  const maps = permute({ dims: [3, 1, 2], name: 'maps_first' })(perceptron(perVoxel, options));
  return model({ inputs: measurements, outputs: maps, name });
}

const name = 'q_space_network';

/** Over the last axis. */
function perceptron(x: LayerNode, options: QSpaceNetworkOptions): LayerNode {
  const { outputs = 1, hidden = [150, 150, 150], dropoutRate = 0.1 } = options;
  const settings = { activation: 'relu', kernelInitializer: 'heNormal' } as const;
  const features = hidden.reduce((y, units, i) => {
    const active = dense({ ...settings, units, name: `hidden${i + 1}` })(y);
    return dropoutRate > 0 ? dropout({ rate: dropoutRate, name: `dropout${i + 1}` })(active) : active;
  }, x);
  return dense({ units: outputs, name: 'maps' })(features);
}
