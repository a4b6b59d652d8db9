/** By how much one is better than the other. */
import { imageQuality, mean, pairedBootstrap } from 'echotrain/evaluate';
import type { ShapedArray } from 'echotrain/imaging';
import { magnitudeImage } from 'echotrain/reconstruct';
import { type Slice, seed } from './slices.ts';

/** How good images are. */
export interface Quality {
  /** In dB. */
  readonly psnr: number;
  readonly ssim: number;
  readonly nrmse: number;
}

/** The quality of each image. */
export function qualityOf(slices: readonly Slice[], images: readonly ShapedArray[]): Quality[] {
  return slices.flatMap(({ reference }, i) => {
    const image = images[i];
    return image ? [imageQuality(magnitudeImage(reference), image)] : [];
  });
}

/** By how many dB of PSNR one method is better than another on the same slices, with the interval of 95 %. */
export function gain(better: readonly Quality[], worse: readonly Quality[]) {
  const meanOf = (all: readonly Quality[]) => (items: Uint32Array) =>
    mean(Array.from(items, (item) => all[item]?.psnr ?? Number.NaN));
  return pairedBootstrap(meanOf(better), meanOf(worse), { items: better.length, seed }).difference;
}
