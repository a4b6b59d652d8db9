import { aggregate, type ComparisonOptions, comparedImages, type Images } from './compared-images.ts';
import { hfenOf } from './hfen.ts';
import { nmseOf, nrmseOf, psnrOf } from './squared-errors.ts';
import { ssimOf } from './ssim.ts';

/** How far images are from their reference. */
export interface ImageQuality {
  readonly nmse: number;
  readonly nrmse: number;
  /** In decibels. */
  readonly psnr: number;
  readonly ssim: number;
  readonly hfen: number;
  /** Whether these are of the volume, or means of its slices. */
  readonly aggregation: 'volume' | 'slice';
}

/**
 * All measures at once, of the volume unless slices are asked for; `aggregation` in the result says which.
 *
 * @example imageQuality({ data: reference, shape }, { data: image, shape }, { region: head }).ssim; // 0.93
 */
export function imageQuality(
  reference: Images,
  image: Images,
  options: ComparisonOptions = {},
): ImageQuality {
  const images = comparedImages('imageQuality', reference, image, options);
  return {
    nmse: aggregate(nmseOf, images, options),
    nrmse: aggregate(nrmseOf, images, options),
    psnr: aggregate(psnrOf, images, options),
    ssim: aggregate(ssimOf, images, options),
    hfen: aggregate(hfenOf, images, options),
    aggregation: options.aggregation ?? 'volume',
  };
}
