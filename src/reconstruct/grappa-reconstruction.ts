import { grappa } from '../imaging/calibration/grappa.ts';
import { sampling } from '../imaging/operators/sampling.ts';
import { type ShapedArray, shaped } from '../imaging/shaped-array.ts';
import { type Acquisition, checkAcquisition } from './acquisition.ts';
import { combineCoils } from './combine-coils.ts';
import type { Method } from './method.ts';

/**
 * GRAPPA (Griswold et al. 2002): missing lines of regularly undersampled k-space from their neighbors; the coils'
 * images combined by sensitivities where there are some, else by root-sum-of-squares. `regularization` is relative to
 * the mean power of the calibration lines.
 *
 * @example const image = await grappaReconstruction().reconstruct({ kspace, mask });
 */
export function grappaReconstruction(): Method {
  return {
    name: 'grappa',
    needsMaps: false,
    tunable: [{ name: 'regularization', default: 1e-3, range: [1e-6, 1] }],
    reconstruct: async (acquisition, { regularization = 1e-3 } = {}) => {
      checkAcquisition('grappa', acquisition);
      const filled = grappa(sampledOnly(acquisition), { regularization });
      return combineCoils(filled, acquisition.maps);
    },
    release: async () => undefined,
  };
}

function sampledOnly({ kspace: { data, shape }, mask }: Acquisition): ShapedArray {
  return shaped(sampling(mask, shape).apply(data), shape);
}
