import { rootSumOfSquares } from '../../imaging/calibration/root-sum-of-squares.ts';
import { coils, inverseCenteredFft, type ShapedArray, shaped } from '../../imaging/index.ts';

/** What an image of all coils is: complex, combined by sensitivities, or a magnitude, combined by root-sum-of-squares. */
export type ImageKind = 'complex' | 'magnitude';

/**
 * The image of k-space as it is: Σ s̄ F⁻¹k [2, row, column] where it is to be complex, else √(Σ |F⁻¹k|²)
 * [1, row, column]. It is the reference of fully sampled k-space, and the zero-filled image of any other.
 */
export function coilImage({ data, shape }: ShapedArray, maps: ShapedArray | undefined): Float32Array {
  const images = inverseCenteredFft(data, shape);
  return maps ? coils(maps).adjoint(images) : rootSumOfSquares(shaped(images, shape)).data;
}
