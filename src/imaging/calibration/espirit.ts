/**
 * ESPIRiT: sensitivities as eigenvectors with eigenvalue 1 of what calibration data reproduces.
 *
 * Source: Uecker et al., "ESPIRiT - an eigenvalue approach to autocalibrating parallel MRI: where SENSE meets GRAPPA",
 * Magn. Reson. Med. 71:990 (2014). Defaults are BART's (ecalib).
 */
import { check, present } from '../../util/errors.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { calibrationRegion, type RegionSize } from './calibration-region.ts';
import { type EigenMaps, eigenMaps } from './eigen-maps.ts';
import { covarianceKernels } from './espirit-kernels.ts';
import { multiCoil } from './multi-coil.ts';
import { type ReferenceCoil, referencePhase } from './reference-phase.ts';

/** How {@link espirit} calibrates. */
export interface EspiritOptions {
  /** The most rows and columns of the calibration region, [24, 24] by default. */
  readonly calibration?: RegionSize;
  /** The side of the kernels, 6 by default. */
  readonly kernel?: number;
  /** The smallest squared singular value that belongs to the signal, as a share of the largest; 0.001 by default. */
  readonly threshold?: number;
  /** Where an eigenvalue is below this, its maps are 0; 0.8 by default. */
  readonly crop?: number;
  /** How many sets of maps; two where the object is larger than the field of view. 1 by default. */
  readonly sets?: 1 | 2;
  readonly reference?: ReferenceCoil;
}

/** One set of sensitivities. */
export interface EspiritMaps {
  /** [coil, 2, row, column]; Σ |S|² is 1, or 0 where there is no signal. */
  readonly maps: ShapedArray;
  /** [1, row, column]: 1 where the coils see signal, below where they do not. */
  readonly eigenvalues: ShapedArray;
}

/**
 * Sensitivities by ESPIRiT, from the fully sampled center of k-space.
 *
 * @param kspace [coil, 2, row, column], undersampled or not
 * @returns the sets, the one of the largest eigenvalues first
 * @throws InputError where the calibration region is smaller than a kernel, and for options that cannot be.
 * @example const [{ maps }] = espirit(kspace);
 */
export function espirit(
  kspace: ShapedArray,
  options: EspiritOptions = {},
): readonly [EspiritMaps, ...EspiritMaps[]] {
  const { calibration, kernel = 6, threshold = 0.001, crop = 0.8, sets = 1, reference } = options;
  const { coils, rows, columns } = multiCoil(where, kspace);
  check(Number.isInteger(kernel) && kernel >= 1, refuse('a kernel of 1 or more', kernel));
  check(threshold >= 0 && threshold < 1, refuse('a threshold from 0 to 1', threshold));
  check(crop >= 0 && crop <= 1, refuse('a crop threshold from 0 to 1', crop));
  check(sets <= coils, refuse(`no more sets than coils (${coils})`, sets));
  const region = calibrationRegion(kspace, calibration, kernel + 1);
  const kernels = covarianceKernels(region, kernel, threshold);
  const finish = (found: EigenMaps): EspiritMaps => ({
    maps: referencePhase(cropped(found, kspace.shape, crop), region, reference),
    eigenvalues: { data: found.values, shape: [1, rows, columns] },
  });
  const [first, ...others] = eigenMaps(kernels, rows, columns, sets);
  return [finish(present(first, 'a set of maps')), ...others.map(finish)];
}

const where = 'espirit';

function refuse(expected: string, received: number) {
  return () => ({ where, expected, received: `${received}` });
}

function cropped({ vectors, values }: EigenMaps, shape: readonly number[], crop: number): ShapedArray {
  const points = values.length;
  const data = vectors.map((value, at) => ((values[at % points] ?? 0) >= crop ? value : 0));
  return { data, shape };
}
