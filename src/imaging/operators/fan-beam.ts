import type { FanGeometry, ImageGrid } from '../tomography/geometry.ts';
import type { LinearOperator } from './linear-operator.ts';
import { projection } from './projection.ts';

/**
 * Integrals of an image along fans of rays, from a source to each element of a detector, flat or an arc: as
 * {@link radon}, for the scanners that there are.
 *
 * @returns an operator from [row, column] to [projection, detector]
 * @throws InputError for a scan that cannot be, or one that is too large for a graph when one is made.
 * @example
 * const scan = { anglesDegrees: range(360), detectors: 560, spacing: 0.2, sourceToAxis: 411, sourceToDetector: 554 };
 * const sinogram = fanBeam(scan, { rows: 512, columns: 512, pixelSize: 0.15 }).apply(image);
 */
export function fanBeam(geometry: FanGeometry, grid: ImageGrid): LinearOperator {
  return projection('fan beam', geometry, grid);
}
