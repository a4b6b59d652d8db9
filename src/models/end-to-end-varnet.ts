/**
 * The end-to-end variational network (Sriram et al. 2020, End-to-end variational networks for accelerated MRI
 * reconstruction), in the form of fastMRI's reference implementation: it learns the sensitivities, too, and refines
 * k-space k step by step from the measurement k̃ = k₀,
 *
 *     k_{t+1} = k_t − η_t M (k_t − k̃) + G_t(k_t),    G_t = F ∘ E ∘ CNN_t ∘ R ∘ F⁻¹        (eq. 8, 10)
 *
 * where R combines the coils' images by the sensitivities, R x = Σ_j s̄_j x_j, and E expands an image to the coils,
 * (E x)_j = s_j x. The sensitivities come from the calibration region of k̃, coil by coil through one network, divided
 * by the root of the sum of their squares (eq. 11). The image is the root of the sum of squares of the coils' images.
 * Since k₀ = k̃, η₀ changes nothing; it is there as in the reference.
 *
 * Every CNN is {@link fastmriUnet}'s network on 2 channels, real and imaginary part, each brought to mean 0 and variance
 * 1 before and back afterwards, and padded with zeros to a multiple of 16.
 *
 * 29,936,966 parameters in the reference's size: 12 cascades of 18 channels, 8 for the sensitivities, 4 poolings.
 */
import { add, cropping2d, type LayerNode, type Model, model, zeroPadding2d } from '../layers/index.ts';
import { fastmriUnetOf } from './fastmri-unet.ts';
import { calibrationRegion } from './imaging-layers/calibration-region.ts';
import { batchToCoils, coilsToBatch } from './imaging-layers/coil-batch.ts';
import {
  combineCoils,
  expandToCoils,
  normalizeCoils,
  rootSumOfSquares,
} from './imaging-layers/coil-combination.ts';
import { dataConsistency } from './imaging-layers/data-consistency.ts';
import { fourierTransform2d, inverseFourierTransform2d } from './imaging-layers/fourier-transform.ts';
import { type ReconstructionInputs, reconstructionInputs } from './imaging-layers/reconstruction-inputs.ts';
import { standardization, undoStandardization } from './imaging-layers/standardization.ts';

/** The form of {@link endToEndVarnet}. */
export interface EndToEndVarnetOptions {
  /** [coil, 2, row, column]. */
  readonly kspaceShape: readonly number[];
  /** How many steps; 12 by default. */
  readonly cascades?: number;
  /** Channels of the first level of each step's network; 18 by default. */
  readonly channels?: number;
  /** How often each step's network halves the image; 4 by default. */
  readonly pools?: number;
  /** Channels of the first level of the network for the sensitivities; 8 by default. */
  readonly mapsChannels?: number;
  /** How often that network halves the image; 4 by default. */
  readonly mapsPools?: number;
}

/**
 * The end-to-end variational network. Inputs: `kspace` [coil, 2, row, column] and `mask` [1, 1, row, column]; output:
 * magnitude [1, row, column].
 *
 * @throws InputError when the image cannot be halved as often.
 * @example const model = endToEndVarnet({ kspaceShape: [8, 2, 128, 128], cascades: 4, channels: 9 });
 */
export function endToEndVarnet(options: EndToEndVarnetOptions): Model {
  const { kspaceShape, cascades = 12, channels = 18, pools = 4 } = options;
  const inputs = reconstructionInputs('endToEndVarnet', kspaceShape);
  const maps = estimatedMaps(inputs, options);
  let k = inputs.kspace;
  for (let t = 1; t <= cascades; t++) {
    const place = `cascade${t}`;
    const measured = dataConsistency({ stepSize: 1, name: `${place}_data` })([k, inputs.kspace, inputs.mask]);
    const image = combineCoils({ name: `${place}_combined` })([imagesOf(k, place), maps]);
    const refined = normUnet(image, place, channels, pools);
    const coilImages = expandToCoils({ name: `${place}_expanded` })([refined, maps]);
    const refinement = fourierTransform2d({ name: `${place}_refinement` })(coilImages);
    k = add({ name: `${place}_kspace` })([measured, refinement]);
  }
  const image = rootSumOfSquares({ name: 'image' })(imagesOf(k, 'final'));
  return model({ inputs: [inputs.kspace, inputs.mask], outputs: image, name: 'end_to_end_varnet' });
}

/** The sensitivities, of the calibration region alone. */
function estimatedMaps({ kspace, mask }: ReconstructionInputs, options: EndToEndVarnetOptions): LayerNode {
  const { mapsChannels = 8, mapsPools = 4 } = options;
  const calibration = calibrationRegion({ name: 'maps_calibration' })([kspace, mask]);
  const perCoil = coilsToBatch({ name: 'maps_per_coil' })(imagesOf(calibration, 'maps'));
  const estimated = normUnet(perCoil, 'maps', mapsChannels, mapsPools);
  const together = batchToCoils({ coils: kspace.shape[0] ?? 1, name: 'maps_together' })(estimated);
  return normalizeCoils({ name: 'maps' })(together);
}

function imagesOf(kspace: LayerNode, place: string): LayerNode {
  return inverseFourierTransform2d({ name: `${place}_images` })(kspace);
}

/** The reference pads to multiples of this, whatever the number of poolings. */
const MULTIPLE = 16;

/** The U-Net of a complex image, standardized and padded before, and back afterwards. */
function normUnet(image: LayerNode, place: string, channels: number, pools: number): LayerNode {
  const borders = image.shape.slice(1).map((size): [number, number] => {
    const missing = Math.ceil(size / MULTIPLE) * MULTIPLE - size;
    return [Math.floor(missing / 2), Math.ceil(missing / 2)];
  });
  const standardized = standardization({ name: `${place}_standardized` })(image);
  const padded = zeroPadding2d({ padding: borders, name: `${place}_padded` })(standardized);
  const y = fastmriUnetOf(padded, { channels, pools, outputs: 2, prefix: `${place}_` });
  const cropped = cropping2d({ cropping: borders, name: `${place}_cropped` })(y);
  return undoStandardization({ name: `${place}_refined` })([cropped, image]);
}
