import { check } from '../../util/errors.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { backProject } from './back-project.ts';
import {
  checkScan,
  checkSinogram,
  type FanGeometry,
  fanAngle,
  type ImageGrid,
  isFan,
  type ParallelGeometry,
  sinogramShape,
  spacingAtAxis,
} from './geometry.ts';
import { projectionWeights } from './projection-weights.ts';
import { type RampWindow, rampFilter } from './ramp-filter.ts';

/** How a sinogram is filtered. */
export interface BackProjectionOptions {
  /** How the ramp is tapered toward high frequencies; `'ramp'`, not at all, by default. */
  readonly window?: RampWindow;
  /** From which share of the detector's highest frequency on nothing passes; 1 by default. */
  readonly cutoff?: number;
}

/**
 * An image from its parallel or fan-beam projections, by filtered back-projection: each row is filtered by a ramp and
 * spread over the image, for fans after a weight and with the square of the distance from the source (Kak and Slaney
 * 1988, "Principles of Computerized Tomographic Imaging", ch. 3, eq. 36, 77 and 106). Limited angles are neither filled
 * in nor refused: see `projectionWeights` for what is counted how often.
 *
 * @param sinogram line integrals without a unit, [projection, detector]
 * @returns attenuation in 1/mm, [row, column]
 * @throws InputError where sinogram and scan disagree, or the cutoff is not above 0 to 1.
 * @example const image = filteredBackProjection(sinogram, scan, { rows: 512, columns: 512, pixelSize: 0.15 }, { window: 'hann' });
 */
export function filteredBackProjection(
  sinogram: ShapedArray,
  geometry: ParallelGeometry | FanGeometry,
  grid: ImageGrid,
  { window = 'ramp', cutoff = 1 }: BackProjectionOptions = {},
): ShapedArray {
  checkScan(geometry, grid);
  checkSinogram(sinogram, sinogramShape(geometry));
  check(cutoff > 0 && cutoff <= 1, () => ({
    where: 'filtered back-projection, cutoff',
    expected: 'a share of the highest frequency, above 0 to 1',
    received: `${cutoff}`,
  }));
  const filtered = filteredRows(sinogram, geometry, window, cutoff);
  const image = new Float64Array(grid.rows * grid.columns);
  geometry.anglesDegrees.forEach((angle, projection) => {
    const row = filtered.subarray(projection * geometry.detectors, (projection + 1) * geometry.detectors);
    backProject(row, (angle * Math.PI) / 180, geometry, grid, image);
  });
  return shaped(Float32Array.from(image), [grid.rows, grid.columns]);
}

/** The rows, weighted and filtered. */
function filteredRows(
  { data }: ShapedArray,
  geometry: ParallelGeometry | FanGeometry,
  window: RampWindow,
  cutoff: number,
): Float64Array {
  const { anglesDegrees, detectors } = geometry;
  const weights = projectionWeights(geometry);
  const cosines = Float64Array.from({ length: detectors }, (_, i) => rayWeight(geometry, i));
  const rows = Float64Array.from(data, (p, i) => p * (weights[i] ?? 0) * (cosines[i % detectors] ?? 0));
  const filter = rampFilter({ samples: detectors, window, cutoff, ...filterScale(geometry) });
  const row = (projection: number) => rows.subarray(projection * detectors, (projection + 1) * detectors);
  for (let i = 0; i < anglesDegrees.length; i += 2) {
    filter(row(i), i + 1 < anglesDegrees.length ? row(i + 1) : new Float64Array(detectors));
  }
  return rows;
}

/** cos γ, for an arc R cos γ. */
function rayWeight(geometry: ParallelGeometry | FanGeometry, detector: number): number {
  if (!isFan(geometry)) return 1;
  return Math.cos(fanAngle(geometry, detector)) * (geometry.shape === 'arc' ? geometry.sourceToAxis : 1);
}

/** On an arc (γ / sin γ)² shapes the ramp. */
function filterScale(geometry: ParallelGeometry | FanGeometry) {
  const spacing = spacingAtAxis(geometry);
  if (!isFan(geometry) || geometry.shape !== 'arc') return { spacing };
  return { spacing, reshape: (gamma: number) => (gamma === 0 ? 1 : (gamma / Math.sin(gamma)) ** 2) };
}
