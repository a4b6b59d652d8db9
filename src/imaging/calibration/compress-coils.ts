import { sum } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type ComplexMatrix, timesAdjoint } from '../linear-algebra/complex-matrix.ts';
import { hermitianEigen } from '../linear-algebra/hermitian-eigen.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { mixCoils } from './mix-coils.ts';
import { coilMatrix, multiCoil } from './multi-coil.ts';

/** k-space of fewer, virtual coils. */
export interface CompressedCoils {
  /** [virtual coil, 2, row, column]. */
  readonly kspace: ShapedArray;
  /** Uᴴ: a row for each virtual coil, for what else is to be compressed alike by {@link mixCoils}. */
  readonly matrix: ComplexMatrix;
  /** The share of the energy ‖k‖² that the virtual coils hold. */
  readonly energy: number;
}

/**
 * Coil compression by the singular value decomposition of k-space as a matrix [coil, sample]: the virtual coils are the
 * sums of coils along its largest left singular vectors.
 *
 * Sources: Buehrer et al., Magn. Reson. Med. 57:1131 (2007); Huang et al., Magn. Reson. Imaging 26:133 (2008).
 *
 * @param kspace [coil, 2, row, column]
 * @param count how many virtual coils, from 1 to the number of coils
 * @throws InputError for another shape or count.
 * @example const { kspace: compressed, energy } = compressCoils(kspace, 8);
 */
export function compressCoils(kspace: ShapedArray, count: number): CompressedCoils {
  const where = 'compressCoils';
  const { coils } = multiCoil(where, kspace);
  check(Number.isInteger(count) && count >= 1 && count <= coils, () => ({
    where,
    expected: `1 to ${coils} virtual coils`,
    received: `${count}`,
  }));
  const samples = coilMatrix(kspace);
  const { values, vectors } = hermitianEigen(timesAdjoint(samples, samples), () => count);
  const matrix = { ...vectors, im: vectors.im.map((value) => -value) };
  const all = sum(values);
  const energy = all > 0 ? sum(values.subarray(0, count)) / all : 1;
  return { kspace: mixCoils(matrix, kspace), matrix, energy };
}
