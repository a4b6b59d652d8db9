/**
 * Trainable nonlinear reaction diffusion for denoising (Chen and Pock 2017, Trainable nonlinear reaction diffusion: a
 * flexible framework for fast and effective image restoration; Chen, Yu and Pock 2015): T steps from the noisy image f,
 *
 *     u_t = u_{t−1} − (Σ_i K_iᵀ φ_i(K_i u_{t−1}) + λ_t (u_{t−1} − f)),  u_0 = f
 *
 * a diffusion by filters and influence functions of its own for each step, and a reaction that holds on to f. A filter
 * is a combination of the discrete cosines without the constant, of norm 1; an influence function a weighted sum of
 * Gaussians between −I and I; beyond the image lies its mirror image.
 *
 *     noisy image 1 × row × column
 *     T times:  less fields of experts: convolution, influence functions, transposed convolution; less λ_t (u − f)
 *
 * 26,645 parameters in the paper's larger size, TNRD 7 × 7: 5 steps of 48 filters and 63 Gaussians; TNRD 5 × 5 has 24
 * filters and 10,445. I is 310 for values from 0 to 255, as here for values from 0 to 1 by default. The regularizer is
 * divided by the number of filters. Influence functions start as that of Student's t-distribution, which smooths noise
 * and spares edges, and λ_t at 0.1; λ_1 counts, but does nothing, since u_0 = f.
 */
import { inputLayer, type LayerNode, type Model, model, subtract } from '../layers/index.ts';
import { dataTerm } from './imaging-layers/data-term.ts';
import { fieldsOfExperts } from './imaging-layers/fields-of-experts.ts';

/** The form of {@link tnrd}. */
export interface TnrdOptions {
  /** [1, row, column]. */
  readonly inputShape: readonly number[];
  /** T, how many steps; 5 by default. */
  readonly stages?: number;
  /** Rows and columns of a filter; 7 by default. */
  readonly kernelSize?: number;
  /** Filters of each step; kernelSize² − 1 by default, the whole basis. */
  readonly filters?: number;
  /** Gaussians of each influence function; 63 by default. */
  readonly functions?: number;
  /** I, in the unit of the image; 310 / 255 by default. */
  readonly limit?: number;
}

/**
 * TNRD. Input: a noisy image [1, row, column] with values from 0 to 1; output: the image without noise.
 *
 * @throws InputError where images have several channels, or are smaller than the filters.
 * @example const model = tnrd({ inputShape: [1, 60, 60], kernelSize: 5 });
 */
export function tnrd(options: TnrdOptions): Model {
  const { inputShape, stages = 5, kernelSize = 7, functions = 63, limit = 310 / 255 } = options;
  const { filters = kernelSize ** 2 - 1 } = options;
  const noisy = inputLayer({ name: 'noisy', shape: [...inputShape] });
  const experts = { filters, kernelSize, functions, limit, basis: 'cosine', border: 'symmetric' } as const;
  const influence = { shape: 'student-t', scale: 0.01 } as const;
  let u: LayerNode = noisy;
  for (let t = 1; t <= stages; t++) {
    const diffusion = fieldsOfExperts({ ...experts, influence, name: `stage${t}_diffusion` })(u);
    const reaction = dataTerm({ lambda: 0.1, name: `stage${t}_reaction` })([u, noisy]);
    const diffused = subtract({ name: `stage${t}_diffused` })([u, diffusion]);
    u = subtract({ name: `stage${t}` })([diffused, reaction]);
  }
  return model({ inputs: noisy, outputs: u, name: 'tnrd' });
}
