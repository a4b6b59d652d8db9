import { range } from '../../util/arrays.ts';
import { checkTrajectory, type GridAxis, interpolationMatrix } from '../fourier/gridding.ts';
import { kaiserBessel } from '../fourier/kaiser-bessel.ts';
import { multiply, type SparseMatrix, transposed } from '../linear-algebra/sparse-matrix.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';

/** How density compensation is found. */
export interface DensityCompensationOptions {
  /** How often weights are corrected; 20 by default. */
  readonly iterations?: number;
}

/**
 * Weights that make samples of any trajectory count as much as the area of k-space that they stand for: those whose
 * sum, smoothed by a kernel ψ of the width of a few samples, is 1 at each sample,
 *
 *     w ← w / (ψ * w),
 *
 * with ψ a Kaiser-Bessel kernel gridded and interpolated again (Pipe and Menon 1999, "Sampling density compensation in
 * MRI: rationale and an iterative numerical solution", eq. 9). Samples of a Cartesian grid get 1.
 *
 * @param trajectory k in cycles per field of view, [2, spoke, sample]
 * @param sizes [row, column] of the image
 * @returns areas in (cycles per field of view)², [spoke, sample]
 * @throws InputError for a trajectory that has another shape, is not finite or leads out of the image's k-space.
 * @example const weights = densityCompensation(trajectory, [128, 128]);
 */
export function densityCompensation(
  trajectory: ShapedArray,
  sizes: readonly [number, number],
  { iterations = 20 }: DensityCompensationOptions = {},
): ShapedArray {
  checkTrajectory(trajectory, sizes);
  const [rows, columns] = [gridAxis(sizes[0]), gridAxis(sizes[1])];
  const interpolation = interpolationMatrix(trajectory, rows, columns);
  const spread = transposed(interpolation);
  // ∫ψ, which smoothed weights of the right size add up to
  const integral = meanRowSum(interpolation) ** 2 / 4;
  const weights = new Float32Array(interpolation.rows).fill(1);
  for (const _ of range(iterations)) {
    const smoothed = multiply(interpolation, multiply(spread, weights));
    for (let i = 0; i < weights.length; i++) {
      weights[i] = ((weights[i] ?? 0) * integral) / Math.max(smoothed[i] ?? 0, Number.MIN_VALUE);
    }
  }
  return shaped(weights, trajectory.shape.slice(1));
}

/** Two grid cells a cycle; of the kernel's transform nothing is left at the distance of a field of view. */
function gridAxis(pixels: number): GridAxis {
  return { size: 2 * pixels, scale: 2, kernel: kaiserBessel(4, 1) };
}

function meanRowSum({ rows, values }: SparseMatrix): number {
  return values.reduce((total, value) => total + value, 0) / rows;
}
