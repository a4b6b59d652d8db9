/**
 * The eigenvalues and eigenvectors of a real, symmetric, tridiagonal matrix by QL steps with implicit shifts.
 * Source: Golub and Van Loan, Matrix Computations, 4th edition, 8.3.3 to 8.3.5; EISPACK's IMTQL2.
 */
import { invariant } from '../../util/errors.ts';

/** No eigenvalue takes that many steps. */
const MOST_STEPS = 60;

/**
 * Diagonalizes: `diagonal` becomes the eigenvalues, unsorted, `offDiagonal` is used up.
 *
 * @param offDiagonal element i couples i − 1 and i
 * @returns the eigenvectors as rows
 */
export function tridiagonalEigen(diagonal: Float64Array, offDiagonal: Float64Array): Float64Array {
  const n = diagonal.length;
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  const e = new Float64Array(n + 1);
  e.set(offDiagonal.subarray(1));
  const size = largest(diagonal) + largest(e);
  for (let first = 0; first < n; first++) {
    let last = blockEnd(e, first, n, size);
    for (let step = 0; last > first; step++) {
      invariant(step < MOST_STEPS, 'QL steps do not converge');
      qlStep(diagonal, e, first, last, vectors);
      last = blockEnd(e, first, n, size);
    }
  }
  return vectors;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The last row that is coupled to the first one through all between, as far as the matrix is known: to its rounding. */
function blockEnd(e: Float64Array, first: number, n: number, size: number): number {
  let last = first;
  while (last < n - 1 && size + Math.abs(e[last] ?? 0) !== size) last++;
  return last;
}

/** Chases the bulge from the end of the block to its beginning. */
function qlStep(d: Float64Array, e: Float64Array, first: number, last: number, vectors: Float64Array): void {
  const n = d.length;
  const couple = e[first] ?? 0;
  const slope = ((d[first + 1] ?? 0) - (d[first] ?? 0)) / (2 * couple);
  const root = Math.hypot(slope, 1);
  let g = (d[last] ?? 0) - (d[first] ?? 0) + couple / (slope + (slope < 0 ? -root : root));
  let [s, c, p] = [1, 1, 0];
  for (let i = last - 1; i >= first; i--) {
    const [f, b] = [s * (e[i] ?? 0), c * (e[i] ?? 0)];
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] = (d[i + 1] ?? 0) - p;
      e[last] = 0;
      return;
    }
    [s, c] = [f / r, g / r];
    const h = (d[i + 1] ?? 0) - p;
    const t = ((d[i] ?? 0) - h) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = h + p;
    g = c * t - b;
    rotate(vectors, i * n, n, c, s);
  }
  d[first] = (d[first] ?? 0) - p;
  e[first] = g;
  e[last] = 0;
}

/** Rotates a row and the one behind it. */
function rotate(vectors: Float64Array, at: number, n: number, c: number, s: number): void {
  for (let k = at; k < at + n; k++) {
    const f = vectors[k + n] ?? 0;
    const g = vectors[k] ?? 0;
    vectors[k + n] = s * g + c * f;
    vectors[k] = c * g - s * f;
  }
}
