import { check } from '../../util/errors.ts';
import { adjointMatrix, type ComplexMatrix, timesAdjoint } from '../linear-algebra/complex-matrix.ts';
import { singularVectors } from '../linear-algebra/singular-vectors.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { multiCoil } from './multi-coil.ts';
import { patches, rectangle } from './patches.ts';

/**
 * The kernels of W in k-space, for each pair of coils (c, c′ ≤ c): (W s)_c(k) = Σ_c′ Σ_d K_cc′(d) s_c′(k − d),
 * d from −(kernel − 1) to kernel − 1.
 */
export interface CovarianceKernels {
  /** 2 · kernel − 1: how many shifts there are along each axis. */
  readonly shifts: number;
  readonly coils: number;
  /** [shift of rows, shift of columns, pair], the pairs (0, 0), (1, 0), (1, 1), (2, 0), ... */
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * W = M⁻¹ Σ_q R_qᴴ V∥ V∥ᴴ R_q as kernels (Uecker 2014, eq. 15): V∥ are the right singular vectors of the calibration
 * matrix above the threshold, R_q takes the patch at q, M is the number of samples of a patch.
 *
 * @param region calibration data [coil, 2, row, column]
 * @param kernel the side of a patch
 * @param threshold the smallest squared singular value that counts, as a share of the largest
 */
export function covarianceKernels(region: ShapedArray, kernel: number, threshold: number): CovarianceKernels {
  const { coils, rows, columns } = multiCoil('covarianceKernels', region);
  const places = rectangle(rows - kernel + 1, columns - kernel + 1);
  const calibration = patches(region, places, rectangle(kernel, kernel));
  const { values, rows: vectors } = singularVectors(calibration, (all) => countAbove(all, threshold));
  check((values[0] ?? 0) > 0, () => ({
    where: 'espirit',
    expected: 'signal in the calibration region',
    received: 'zeros',
  }));
  const spanning = adjointMatrix(vectors);
  return shiftSums(timesAdjoint(spanning, spanning), coils, kernel);
}

function countAbove(values: Float64Array, threshold: number): number {
  const least = Math.sqrt(threshold) * (values[0] ?? 0);
  return values.filter((value) => value > least).length;
}

/** K_cc′(d): the elements of V∥ V∥ᴴ, conjugated as vectors are, added up where their offsets differ by d. */
function shiftSums({ columns: n, re, im }: ComplexMatrix, coils: number, kernel: number): CovarianceKernels {
  const shifts = 2 * kernel - 1;
  const pairs = (coils * (coils + 1)) / 2;
  const size = kernel * kernel;
  const sums = new Float64Array(shifts * shifts * pairs);
  const result = { shifts, coils, re: sums, im: sums.slice() };
  const offsets = rectangle(kernel, kernel);
  for (let c = 0, pair = 0; c < coils; c++) {
    for (let other = 0; other <= c; other++, pair++) {
      for (const [o, [y, x]] of offsets.entries()) {
        for (const [p, [v, u]] of offsets.entries()) {
          const from = (c * size + o) * n + other * size + p;
          const to = ((y - v + kernel - 1) * shifts + x - u + kernel - 1) * pairs + pair;
          result.re[to] = (result.re[to] ?? 0) + (re[from] ?? 0) / size;
          result.im[to] = (result.im[to] ?? 0) - (im[from] ?? 0) / size;
        }
      }
    }
  }
  return result;
}
