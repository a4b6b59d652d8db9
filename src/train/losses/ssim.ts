import {
  add,
  concat,
  constant,
  conv,
  div,
  mul,
  reshape,
  split,
  square,
  sub,
  type Tensor,
} from '../../graph/index.ts';
import { range, sum } from '../../util/arrays.ts';
import { check, present } from '../../util/errors.ts';
import { asValues, checkPositive } from './arguments.ts';
import { type Loss, meanOfEach } from './loss.ts';

/** Which local statistics structural similarity compares. */
export interface SsimOptions {
  /**
   * 7 × 7 pixels of equal weight with sample covariances (the default, as in scikit-image and fastMRI), or 11 × 11
   * with Gaussian weights of σ = 1.5 pixels (Wang 2004).
   */
  readonly window?: 'uniform' | 'gaussian';
  /** The largest possible pixel value minus the smallest; 1 by default. */
  readonly dataRange?: number;
}

/**
 * 1 − SSIM, the structural similarity index (Wang 2004, eq. 13) averaged over channels and over the pixels whose
 * window lies inside the image: predictions and targets [batch, channel, row, column].
 */
export function ssim(options: SsimOptions = {}): Loss {
  return {
    name: 'ssim',
    targets: 'values',
    perItem: (prediction, target) => sub(1, similarity(prediction, target, options)),
    predictions: 'values',
  };
}

/** The structural similarity index of each item, [batch]: 1 for equal images. */
export function similarity(prediction: Tensor, target: Tensor, options: SsimOptions = {}): Tensor {
  const { window = 'uniform', dataRange = 1 } = options;
  checkPositive(dataRange, 'ssim, dataRange');
  const { weights, covarianceScale } = WINDOWS[window];
  checkImages(prediction, weights.length);
  const x = prediction;
  const y = asValues(target, prediction, 'ssim');
  const [mx, my, mxx, myy, mxy] = localMeans([x, y, square(x), square(y), mul(x, y)], weights);
  const covariance = (mean: Tensor, a: Tensor, b: Tensor) => mul(sub(mean, mul(a, b)), covarianceScale);
  const variances = add(covariance(mxx, mx, mx), covariance(myy, my, my));
  const [c1, c2] = [(0.01 * dataRange) ** 2, (0.03 * dataRange) ** 2];
  const luminance = div(add(mul(mul(mx, my), 2), c1), add(add(square(mx), square(my)), c1));
  const structure = div(add(mul(covariance(mxy, mx, my), 2), c2), add(variances, c2));
  const perImage = meanOfEach(mul(luminance, structure));
  return meanOfEach(reshape(perImage, [x.shape[0] ?? 0, -1]));
}

const WINDOWS = {
  uniform: { weights: range(7).map(() => 1 / 7), covarianceScale: 49 / 48 },
  gaussian: { weights: gaussian(5, 1.5), covarianceScale: 1 },
};

/** e^{−i²/2σ²} for i from −radius to radius, scaled to a sum of 1. */
function gaussian(radius: number, sigma: number): number[] {
  const values = range(-radius, radius + 1).map((i) => Math.exp(-(i * i) / (2 * sigma * sigma)));
  const total = sum(values);
  return values.map((value) => value / total);
}

type Five<T> = readonly [T, T, T, T, T];

/** The means under a separable window that lies inside: five times [batch, channel, row, column] as [image, 1, row, column]. */
function localMeans(maps: Five<Tensor>, weights: readonly number[]): Five<Tensor> {
  const images = maps.map((map) => reshape(map, [-1, 1, ...map.shape.slice(2)]));
  const count = images[0]?.shape[0] ?? 0;
  const size = weights.length;
  const down = conv(concat(images, 0), constant(weights, [1, 1, size, 1]));
  const across = conv(down, constant(weights, [1, 1, 1, size]));
  const parts = split(
    across,
    images.map(() => count),
    0,
  );
  const part = (i: number) => present(parts[i], 'a local mean');
  return [part(0), part(1), part(2), part(3), part(4)];
}

function checkImages(prediction: Tensor, size: number): void {
  const [rows = 0, columns = 0] = prediction.shape.slice(2);
  check(prediction.rank === 4 && Math.min(rows, columns) >= size, () => ({
    where: 'ssim',
    expected: `images [batch, channel, row, column] of at least ${size} × ${size} pixels`,
    received: `${prediction}`,
  }));
}
