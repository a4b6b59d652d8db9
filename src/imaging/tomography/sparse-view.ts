import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { type Ellipse, ellipsePhantom } from '../phantoms/ellipses.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { ellipseSinogram } from './ellipse-sinogram.ts';
import { type BackProjectionOptions, filteredBackProjection } from './filtered-back-projection.ts';
import type { FanGeometry, ImageGrid, ParallelGeometry } from './geometry.ts';
import { lineIntegrals, photonCounts } from './photon-counts.ts';

/** A scan of too few projections. */
export interface SparseViewOptions extends BackProjectionOptions {
  /** The sparse scan: only its projections are simulated. */
  readonly geometry: ParallelGeometry | FanGeometry;
  readonly grid: ImageGrid;
  /** How many photons a ray has in the open beam; 1e5 by default. */
  readonly photons?: number;
  readonly seed: number;
}

/** What a network learns to go from, and where to, in 1/mm. */
export interface SparseViewPair {
  /** The filtered back-projection of few, noisy projections, [1, row, column]. */
  readonly sparse: ShapedArray;
  /** The object itself, [1, row, column]. */
  readonly truth: ShapedArray;
}

/** How many rays an element of the detector averages: the simulation is twice as fine as what reconstructs. */
const RAYS_PER_DETECTOR = 2;

/**
 * A pair of images to learn the removal of streaks from, as for FBPConvNet (Jin et al. 2017): ellipses, projected in
 * closed form with two rays a detector element, counted in photons, and reconstructed; neither the projections nor the
 * truth come from the operator that reconstructs.
 *
 * @param ellipses attenuations in 1/mm, within a field of view as wide as the grid
 * @example const { sparse, truth } = sparseView(randomEllipses(seed), { geometry, grid, photons: 1e5, seed });
 */
export function sparseView(
  ellipses: readonly Ellipse[],
  { geometry, grid, photons = 1e5, seed, ...filter }: SparseViewOptions,
): SparseViewPair {
  const { rows, columns, pixelSize } = grid;
  check(rows === columns, () => ({
    where: 'sparse view',
    expected: 'a square grid',
    received: `${rows} × ${columns}`,
  }));
  const exact = ellipseSinogram(ellipses, geometry, {
    fieldOfView: rows * pixelSize,
    raysPerDetector: RAYS_PER_DETECTOR,
  });
  const counts = photonCounts(exact, photons, RandomStream.derive(seed, 'photons'));
  const flat = new Float32Array(geometry.detectors).fill(photons);
  const { data } = filteredBackProjection(lineIntegrals(counts, { flat }), geometry, grid, filter);
  const truth = ellipsePhantom(ellipses)
    .image(rows, columns)
    .data.slice(0, rows * columns);
  return { sparse: shaped(data, [1, rows, columns]), truth: shaped(truth, [1, rows, columns]) };
}

/** The attenuation of water at 60 keV in 1/mm. */
const WATER = 0.0206;

/**
 * A body of water with 8 to 24 ellipses of random place, size and attenuation in it, as the training images of Jin et
 * al. 2017 are.
 *
 * @example const ellipses = randomEllipses(7);
 */
export function randomEllipses(seed: number): Ellipse[] {
  const stream = RandomStream.derive(seed, 'ellipses');
  const within = (low: number, high: number) => low + (high - low) * stream.uniform();
  const [a, b, angleDegrees] = [within(0.6, 0.85), within(0.6, 0.85), within(0, 180)];
  const body = { intensity: WATER, x: 0, y: 0, a, b, angleDegrees };
  const inside = range(8 + stream.integer(17)).map(() => {
    const [distance, angle] = [0.75 * Math.min(a, b) * Math.sqrt(stream.uniform()), within(0, 2 * Math.PI)];
    return {
      ...{ intensity: WATER * within(-0.3, 0.4), angleDegrees: within(0, 180) },
      ...{ x: distance * Math.cos(angle), y: distance * Math.sin(angle) },
      ...{ a: within(0.02, 0.2), b: within(0.02, 0.2) },
    };
  });
  return [body, ...inside];
}
