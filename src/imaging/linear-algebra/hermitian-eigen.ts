import { check } from '../../util/errors.ts';
import type { ComplexMatrix } from './complex-matrix.ts';
import { tridiagonalEigen } from './tridiagonal-eigen.ts';
import { tridiagonalize } from './tridiagonalize.ts';

/** The eigenvalues of a Hermitian matrix, the largest first, and the eigenvectors that were asked for. */
export interface HermitianEigen {
  readonly values: Float64Array;
  /** Eigenvectors of unit norm as rows, as many as were asked for, of the largest eigenvalues. */
  readonly vectors: ComplexMatrix;
}

/**
 * The eigen-decomposition of a Hermitian matrix, A = Σ λᵢ vᵢ vᵢᴴ, by Householder's reduction and QL steps.
 *
 * @param matrix square; its lower triangle is read
 * @param wanted how many eigenvectors, as the eigenvalues tell; all by default
 * @throws InputError for a matrix that is not square, or not finite.
 * @example const { values, vectors } = hermitianEigen(timesAdjoint(a, a));
 */
export function hermitianEigen(
  matrix: ComplexMatrix,
  wanted: (values: Float64Array) => number = (values) => values.length,
): HermitianEigen {
  const { rows: n, columns, re, im } = matrix;
  check(n === columns, () => ({ where, expected: 'a square matrix', received: `${n} × ${columns}` }));
  check(re.every(Number.isFinite) && im.every(Number.isFinite), () => ({
    where,
    expected: 'finite numbers',
    received: 'NaN or infinity',
  }));
  const { diagonal, offDiagonal, back } = tridiagonalize(matrix);
  const rows = tridiagonalEigen(diagonal, offDiagonal);
  const order = Uint32Array.from(diagonal, (_, i) => i).sort(
    (a, b) => (diagonal[b] ?? 0) - (diagonal[a] ?? 0),
  );
  const values = Float64Array.from(order, (i) => diagonal[i] ?? 0);
  const count = Math.min(n, wanted(values));
  const sorted = new Float64Array(count * n);
  for (let i = 0; i < count; i++) {
    const from = (order[i] ?? 0) * n;
    sorted.set(rows.subarray(from, from + n), i * n);
  }
  return { values, vectors: back(sorted, count) };
}

const where = 'hermitianEigen';
