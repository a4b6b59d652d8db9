import type { ImageGrid, ParallelGeometry } from '../tomography/geometry.ts';
import type { LinearOperator } from './linear-operator.ts';
import { projection } from './projection.ts';

/**
 * The Radon transform: integrals of an image along parallel rays, by linear interpolation between pixels (Joseph 1982);
 * its adjoint is exact. Attenuation in 1/mm gives numbers without a unit, −log of the share of photons that arrive.
 *
 * In a graph it is a sparse matrix, of at most 2²⁴ weights: about 2 · rows · projections · detectors.
 *
 * @returns an operator from [row, column] to [projection, detector]
 * @throws InputError for a scan that cannot be, or one that is too large for a graph when one is made.
 * @example
 * const scan = { anglesDegrees: range(180), detectors: 363, spacing: 1 };
 * const sinogram = radon(scan, { rows: 256, columns: 256, pixelSize: 1 }).apply(image);
 */
export function radon(geometry: ParallelGeometry, grid: ImageGrid): LinearOperator {
  return projection('Radon transform', geometry, grid);
}
