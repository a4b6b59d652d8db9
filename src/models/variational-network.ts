/**
 * The variational network (Hammernik et al. 2018, Learning a variational network for reconstruction of accelerated MRI
 * data): T steps of gradient descent on a learned regularizer and the data term,
 *
 *     u_{t+1} = u_t − Σ_i K_iᵀ φ'_i(K_i u_t) − λ_t A*(A u_t − f),  0 ≤ t < T,  u_0 = A* f
 *
 * where every step has filters, influence functions and λ_t of its own. The filters are complex, of mean 0 and norm 1:
 * one real kernel for each of the planes that an image has. Each φ'_i is a weighted sum of Gaussians between −I and I,
 * and A takes an image to the undersampled k-space of all coils.
 *
 *     zero-filled image A* f    2 × row × column
 *     T times:  less fields of experts: convolution, influence functions, transposed convolution
 *               less data term: coils, Fourier transform, mask, and back
 *
 * 131,050 parameters in the paper's size: 10 steps of 48 filters 11 × 11 and 31 Gaussians. As the authors' program has
 * it, the regularizer is divided by the number of filters, influence functions start linear (0.04 μ), λ_t at 1, and I is
 * 1 where the largest magnitude of the zero-filled image is 1 (the paper's 150 belongs to another scale). Beyond the
 * image lie zeros, for which K_iᵀ is the adjoint of K_i.
 */
import { type LayerNode, type Model, model, subtract } from '../layers/index.ts';
import { combineCoils } from './imaging-layers/coil-combination.ts';
import { dataTerm } from './imaging-layers/data-term.ts';
import { fieldsOfExperts } from './imaging-layers/fields-of-experts.ts';
import { inverseFourierTransform2d } from './imaging-layers/fourier-transform.ts';
import { reconstructionInputs } from './imaging-layers/reconstruction-inputs.ts';

/** The form of {@link variationalNetwork}. */
export interface VariationalNetworkOptions {
  /** [coil, 2, row, column]. */
  readonly kspaceShape: readonly number[];
  /** T, how many steps; 10 by default. */
  readonly stages?: number;
  /** Filters of each step; 48 by default. */
  readonly filters?: number;
  /** Rows and columns of a filter; 11 by default. */
  readonly kernelSize?: number;
  /** Gaussians of each influence function; 31 by default. */
  readonly functions?: number;
  /** I, in units of the largest magnitude of the zero-filled image; 1 by default. */
  readonly limit?: number;
}

/**
 * The variational network. Inputs: `kspace` and `maps` [coil, 2, row, column], `mask` [1, 1, row, column]; output: the
 * complex image [2, row, column].
 *
 * @throws InputError where the shape is not that of k-space, or images are smaller than the filters.
 * @example const model = variationalNetwork({ kspaceShape: [8, 2, 128, 128], stages: 5, filters: 24, functions: 15 });
 */
export function variationalNetwork(options: VariationalNetworkOptions): Model {
  const { kspaceShape, stages = 10, filters = 48, kernelSize = 11, functions = 31, limit = 1 } = options;
  const { kspace, maps, mask } = reconstructionInputs('variationalNetwork', kspaceShape);
  const coilImages = inverseFourierTransform2d({ name: 'coil_images' })(kspace);
  const zeroFilled = combineCoils({ name: 'zero_filled' })([coilImages, maps]);
  let u: LayerNode = zeroFilled;
  for (let t = 1; t <= stages; t++) {
    const experts = fieldsOfExperts({ filters, kernelSize, functions, limit, name: `stage${t}_experts` })(u);
    const data = dataTerm({ name: `stage${t}_data` })([u, zeroFilled, maps, mask]);
    const regularized = subtract({ name: `stage${t}_regularized` })([u, experts]);
    u = subtract({ name: `stage${t}` })([regularized, data]);
  }
  return model({ inputs: [kspace, maps, mask], outputs: u, name: 'variational_network' });
}
