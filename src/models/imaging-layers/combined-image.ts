import { type LayerNode, reshape } from '../../layers/index.ts';
import { present } from '../../util/errors.ts';
import { combineCoils, expandToCoils } from './coil-combination.ts';
import { dataConsistency } from './data-consistency.ts';
import { fourierTransform2d, inverseFourierTransform2d } from './fourier-transform.ts';
import type { ReconstructionInputs } from './reconstruction-inputs.ts';

/** The inputs that a reconstruction with one complex image takes: the maps only where there are several coils. */
export function usedInputs({ kspace, maps, mask }: ReconstructionInputs): LayerNode[] {
  return kspace.shape[0] === 1 ? [kspace, mask] : [kspace, maps, mask];
}

/** F* k-space, combined by the maps where there are several coils: [2, row, column]. */
export function zeroFilledImage({ kspace, maps }: ReconstructionInputs, place = 'zero_filled'): LayerNode {
  return imageOf(kspace, maps, place);
}

/**
 * An image [2, row, column] made consistent with the data: in the k-space of every coil, what was measured replaces the
 * estimate, or with `lambda` comes closer to it; see {@link dataConsistency}.
 */
export function consistentImage(
  image: LayerNode,
  { kspace, maps, mask }: ReconstructionInputs,
  place: string,
  lambda?: number,
): LayerNode {
  const seen =
    kspace.shape[0] === 1
      ? reshape({ targetShape: [...kspace.shape], name: `${place}_coil` })(image)
      : expandToCoils({ name: `${place}_expanded` })([image, maps]);
  const estimate = fourierTransform2d({ name: `${place}_kspace` })(seen);
  const consistent = dataConsistency({ lambda, name: `${place}_data` })([estimate, kspace, mask]);
  return imageOf(consistent, maps, place);
}

function imageOf(kspace: LayerNode, maps: LayerNode, place: string): LayerNode {
  const images = inverseFourierTransform2d({ name: `${place}_images` })(kspace);
  const [coils, ...image] = images.shape;
  if (present(coils, 'coils') > 1) return combineCoils({ name: place })([images, maps]);
  return reshape({ targetShape: image, name: place })(images);
}
