import type { ShapedArray } from '../shaped-array.ts';
import { multiCoil } from './multi-coil.ts';

/**
 * The root of the sum of squares, √(Σ_coil |x|²): the magnitude image without knowledge of sensitivities.
 * Source: Roemer et al., Magn. Reson. Med. 16:192 (1990).
 *
 * @param images [coil, 2, row, column]
 * @returns magnitudes [1, row, column]
 * @throws InputError for another shape.
 * @example const magnitude = rootSumOfSquares(coilImages);
 */
export function rootSumOfSquares(images: ShapedArray): ShapedArray {
  const { rows, columns, points } = multiCoil('rootSumOfSquares', images);
  const sums = new Float64Array(points);
  const { data } = images;
  for (let part = 0; part < data.length; part += points) {
    for (let i = 0; i < points; i++) sums[i] = (sums[i] ?? 0) + (data[part + i] ?? 0) ** 2;
  }
  return { data: Float32Array.from(sums, Math.sqrt), shape: [1, rows, columns] };
}
