import { rootSumOfSquares } from '../imaging/calibration/root-sum-of-squares.ts';
import { inverseCenteredFft } from '../imaging/fourier/centered.ts';
import { coils } from '../imaging/operators/coils.ts';
import { type ShapedArray, shaped } from '../imaging/shaped-array.ts';

/**
 * The image of k-space as it is: coils combined by their sensitivities, Σ S̄ x / Σ |S|² (Roemer et al. 1990, equal noise)
 * [2, row, column], or without these by root-sum-of-squares [1, row, column].
 *
 * @param kspace [coil, 2, row, column]
 */
export function combineCoils({ data, shape }: ShapedArray, maps: ShapedArray | undefined): ShapedArray {
  const images = inverseCenteredFft(data, shape);
  if (!maps) return rootSumOfSquares(shaped(images, shape));
  const operator = coils(maps);
  const sensitivity = rootSumOfSquares(maps).data;
  const image = operator.adjoint(images);
  return shaped(
    image.map((value, i) => value / ((sensitivity[i % sensitivity.length] ?? 0) ** 2 || 1)),
    operator.inputShape,
  );
}
