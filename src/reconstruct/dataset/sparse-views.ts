import { randomEllipses, sparseView } from '../../imaging/tomography/sparse-view.ts';
import { range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import type { PairSource } from './image-pairs.ts';

/** How few projections of how many objects are simulated. */
export interface SparseViewsOptions {
  readonly subjects: number;
  /** Rows and columns of the image. */
  readonly size: number;
  /** How many projections, evenly over half a turn. */
  readonly views: number;
  /** Of a ray in the open beam; 1e5 by default. */
  readonly photons?: number | undefined;
  readonly seed: number;
}

/** In mm: the side of an image of any size. */
const FIELD_OF_VIEW = 256;

/**
 * Filtered back-projections of too few, noisy parallel projections of ellipses, whose streaks a network is to remove (Jin
 * et al. 2017). Attenuations are in units of water's.
 *
 * @example const source = sparseViews({ subjects: 100, size: 128, views: 50, seed: 1 });
 */
export function sparseViews({ subjects, size, views, photons, seed }: SparseViewsOptions): PairSource {
  const digits = String(subjects).length;
  const entries = range(subjects).map((i) => {
    const id = `simulated ${String(i + 1).padStart(digits, '0')}`;
    return { id, subject: id };
  });
  const pixelSize = FIELD_OF_VIEW / size;
  const detectors = Math.ceil(size * Math.SQRT2);
  const geometry = {
    anglesDegrees: range(views).map((i) => (180 * i) / views),
    detectors,
    spacing: pixelSize,
  };
  return {
    name: 'simulated projections',
    origin: 'simulated',
    entries,
    shape: [1, size, size],
    before: 'filtered back-projection',
    read: async (entry) => {
      present(entries[entry], 'a subject');
      const own = RandomStream.derive(seed, 'sparse view', entry).integer(2 ** 32);
      const { sparse, truth } = sparseView(randomEllipses(own), {
        geometry,
        grid: { rows: size, columns: size, pixelSize },
        ...(photons !== undefined && { photons }),
        seed: own,
      });
      const inWater = (values: Float32Array) => values.map((value) => value / WATER);
      return { clean: inWater(truth.data), degraded: inWater(sparse.data) };
    },
    hash: async () => JSON.stringify({ subjects, size, views, photons: photons ?? null, seed, version: 1 }),
    release: async () => undefined,
  };
}

/** The attenuation of water at 60 keV in 1/mm. */
const WATER = 0.0206;
