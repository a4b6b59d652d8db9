import { check } from '../../util/errors.ts';

/** How images are moved, bent, mirrored, brightened and disturbed; what is left out stays as it is. */
export interface ImageAugmentation {
  readonly seed: number;
  /** The largest shift along rows and along columns, in pixels. */
  readonly shift?: number;
  /** Shift by whole pixels only, which alone leaves every gray value as it was. */
  readonly wholePixels?: boolean;
  /** The largest rotation, in degrees, to either side; of volumes about the slice axis. */
  readonly rotation?: number;
  /** The largest growth: 0.1 allows sizes from 1 / 1.1 to 1.1, each as likely as its inverse; of volumes within slices. */
  readonly scale?: number;
  /** Elastic deformation; Simard's for MNIST is `{ sigma: 4, alpha: 34 }`. */
  readonly elastic?: ElasticDeformation;
  /** The value beyond the image's edge: 0 (the default), or what background becomes by standardization. */
  readonly fill?: number;
  readonly flip?: Flips;
  readonly intensity?: IntensityChange;
  readonly noise?: ImageNoise;
}

/**
 * Random displacements, uniform from -1 to 1 for each pixel, smoothed by a Gaussian of `sigma` pixels and multiplied
 * by `alpha`: with sigma 4, an alpha of 34 moves pixels by 1.4 in the root mean square (Simard, Steinkraus and Platt
 * 2003, "Best practices for convolutional neural networks").
 */
export interface ElasticDeformation {
  readonly sigma: number;
  readonly alpha: number;
}

/** With what probability images are mirrored. Think of it before: bodies have a left and a right. */
export interface Flips {
  /** Left to right: columns change places. */
  readonly horizontal?: number;
  /** Upside down: rows change places. */
  readonly vertical?: number;
  /** The order of a volume's slices. */
  readonly slices?: number;
}

/** How gray values change, by amounts that do not depend on their unit: standardized or not, the same happens. */
export interface IntensityChange {
  /** The largest factor about the image's mean: 0.2 allows from 1 / 1.2 to 1.2. */
  readonly contrast?: number;
  /** The largest change of all values, as a share of the image's standard deviation. */
  readonly brightness?: number;
  /** The largest exponent of values between the image's smallest (0) and largest (1): 0.5 allows from 1 / 1.5 to 1.5. */
  readonly gamma?: number;
}

/** Noise of a strength that is drawn for each image. */
export interface ImageNoise {
  /** The largest standard deviation, as a share of the image's own. */
  readonly deviation: number;
  /**
   * `gaussian` (the default) is added; `rician` is what noise in both receiver channels makes of a magnitude image of MR
   * (Gudbjartsson and Patz 1995).
   */
  readonly kind?: 'gaussian' | 'rician';
  /** What a magnitude of 0 is after preprocessing, for `rician`; 0 by default. */
  readonly zero?: number;
}

/**
 * Checks amounts.
 *
 * @throws InputError for amounts below 0 or not finite, and probabilities above 1.
 */
export function checkAugmentation(options: ImageAugmentation): void {
  const { shift = 0, rotation = 0, scale = 0, elastic, fill = 0, flip = {}, intensity = {}, noise } = options;
  const { alpha = 0, sigma = 1 } = elastic ?? {};
  const { deviation = 0, zero = 0 } = noise ?? {};
  const amounts = Object.entries({ shift, rotation, scale, alpha, sigma, ...flip, ...intensity, deviation });
  const wrong = amounts.find(([, amount]) => !(amount >= 0 && Number.isFinite(amount)));
  const isLikely = Object.values(flip).every((probability) => probability <= 1);
  check(
    wrong === undefined && isLikely && sigma > 0 && Number.isFinite(fill) && Number.isFinite(zero),
    () => ({
      where: 'augmentImages',
      expected: 'amounts of 0 or more, probabilities up to 1, a sigma above 0 and a finite fill',
      received: `${JSON.stringify(Object.fromEntries([...amounts, ['fill', fill]]))}`,
    }),
  );
}
