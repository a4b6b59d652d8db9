import { check } from '../../util/errors.ts';
import { type ComparedImages, type ComparisonOptions, compare, type Images } from './compared-images.ts';

/**
 * ‖x - x_ref‖₂² / ‖x_ref‖₂², fastMRI's normalized mean squared error (Zbontar et al., arXiv:1811.08839, eq. 8).
 *
 * @example nmse({ data: reference, shape: [15, 320, 320] }, { data: image, shape: [15, 320, 320] }); // 0.012
 */
export function nmse(reference: Images, image: Images, options: ComparisonOptions = {}): number {
  return compare('nmse', nmseOf, reference, image, options);
}

/**
 * ‖|x| - |x_ref|‖₂ / ‖x_ref‖₂, the normalized root of the squared error of magnitudes.
 *
 * @example nrmse({ data: reference, shape: [128, 128] }, { data: image, shape: [128, 128] }); // 0.03
 */
export function nrmse(reference: Images, image: Images, options: ComparisonOptions = {}): number {
  return compare('nrmse', nrmseOf, reference, image, options);
}

/**
 * The peak signal-to-noise ratio 10 log₁₀(max(x_ref)² / mean (x - x_ref)²) in decibels, the largest value being that
 * of the whole reference volume, as fastMRI defines it (arXiv:1811.08839, eq. 9). Infinite for equal images.
 *
 * @example psnr({ data: reference, shape: [128, 128] }, { data: image, shape: [128, 128] }); // 34.1
 */
export function psnr(reference: Images, image: Images, options: ComparisonOptions = {}): number {
  return compare('psnr', psnrOf, reference, image, options);
}

/** The measure behind {@link nmse}. */
export function nmseOf({ where, reference, image, counts }: ComparedImages): number {
  let [error, norm] = [0, 0];
  for (let i = 0; i < reference.length; i++) {
    if (counts[i] === 0) continue;
    const target = reference[i] ?? 0;
    const difference = (image[i] ?? 0) - target;
    error += difference * difference;
    norm += target * target;
  }
  checkNorm(where, norm);
  return error / norm;
}

/** The measure behind {@link nrmse}. */
export function nrmseOf({ where, reference, image, counts }: ComparedImages): number {
  let [error, norm] = [0, 0];
  for (let i = 0; i < reference.length; i++) {
    if (counts[i] === 0) continue;
    const target = Math.abs(reference[i] ?? 0);
    const difference = Math.abs(image[i] ?? 0) - target;
    error += difference * difference;
    norm += target * target;
  }
  checkNorm(where, norm);
  return Math.sqrt(error / norm);
}

/** The measure behind {@link psnr}. */
export function psnrOf(images: ComparedImages): number {
  const { reference, image, counts } = images;
  let [error, counted] = [0, 0];
  for (let i = 0; i < reference.length; i++) {
    if (counts[i] === 0) continue;
    const difference = (image[i] ?? 0) - (reference[i] ?? 0);
    error += difference * difference;
    counted++;
  }
  return 10 * Math.log10(peakOf(images) ** 2 / (error / counted));
}

/** The largest value of the reference, in and outside the region: the data range of PSNR and SSIM. */
export function peakOf({ where, reference }: ComparedImages): number {
  const peak = reference.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);
  check(peak > 0, () => ({
    where,
    expected: 'a reference whose largest value is above 0',
    received: `one whose largest value is ${peak}`,
  }));
  return peak;
}

/** Checks that there is something to compare an error with. */
export function checkNorm(where: string, norm: number): void {
  check(norm > 0, () => ({
    where,
    expected: 'a reference that is not 0 everywhere',
    received: 'zeros',
    remedy: 'Compare outside a region by psnr, or with an absolute error.',
  }));
}
