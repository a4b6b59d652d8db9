/**
 * Cholesky's factorization of a Hermitian, positive definite matrix, A = L Lᴴ, and what is solved by it.
 * Source: Golub and Van Loan, Matrix Computations, 4th edition, 4.2.5.
 */
import { check } from '../../util/errors.ts';
import { type ComplexMatrix, complexMatrix } from './complex-matrix.ts';

/**
 * The lower triangle L of A = L Lᴴ.
 *
 * @param matrix square; its lower triangle is read
 * @throws InputError for a matrix that is not positive definite.
 * @example const lower = cholesky(covariance);
 */
export function cholesky({ rows: n, columns, re, im }: ComplexMatrix): ComplexMatrix {
  check(n === columns, () => ({ where, expected: 'a square matrix', received: `${n} × ${columns}` }));
  const lower = complexMatrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [x, y] = rest(lower, i, j, re[i * n + j] ?? 0, im[i * n + j] ?? 0);
      lower.re[i * n + j] = x / (lower.re[j * n + j] ?? 1);
      lower.im[i * n + j] = y / (lower.re[j * n + j] ?? 1);
    }
    const [square] = rest(lower, i, i, re[i * n + i] ?? 0, 0);
    check(square > 0, () => ({
      where,
      expected: 'a positive definite matrix',
      received: `pivot ${square} in row ${i}`,
      remedy: 'Columns depend on each other: more data, or regularization, makes them independent.',
    }));
    lower.re[i * n + i] = Math.sqrt(square);
  }
  return lower;
}

const where = 'cholesky';

/** a − Σₖ lᵢₖ conj(lⱼₖ), k < j. */
function rest(
  { columns: n, re, im }: ComplexMatrix,
  i: number,
  j: number,
  x: number,
  y: number,
): [number, number] {
  const [a, b] = [i * n, j * n];
  let [sr, si] = [x, y];
  for (let k = 0; k < j; k++) {
    const ar = re[a + k] ?? 0;
    const ai = im[a + k] ?? 0;
    const br = re[b + k] ?? 0;
    const bi = im[b + k] ?? 0;
    sr -= ar * br + ai * bi;
    si -= ai * br - ar * bi;
  }
  return [sr, si];
}

/**
 * The X of L Lᴴ Xᴴ = Bᴴ: right-hand sides and solutions are conjugated rows.
 *
 * @param lower from {@link cholesky}
 * @param rows a right-hand side a row, conjugated
 * @example const weights = solveCholesky(cholesky(gram), targets);
 */
export function solveCholesky(lower: ComplexMatrix, rows: ComplexMatrix): ComplexMatrix {
  const { columns: n } = rows;
  check(n === lower.rows, () => ({
    where: 'solveCholesky',
    expected: `rows of ${lower.rows}`,
    received: `rows of ${n}`,
  }));
  const result = { ...rows, re: rows.re.slice(), im: rows.im.map((value) => -value) };
  for (let i = 0; i < rows.rows; i++) {
    const xr = result.re.subarray(i * n, (i + 1) * n);
    const xi = result.im.subarray(i * n, (i + 1) * n);
    solveLower(lower, xr, xi);
    solveUpper(lower, xr, xi);
  }
  for (let k = 0; k < result.im.length; k++) result.im[k] = -(result.im[k] ?? 0);
  return result;
}

/**
 * The x of L x = b, in place of b.
 */
export function solveLower({ rows: n, re, im }: ComplexMatrix, xr: Float64Array, xi: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let [sr, si] = [xr[i] ?? 0, xi[i] ?? 0];
    for (let k = 0; k < i; k++) {
      const [lr, li] = [re[i * n + k] ?? 0, im[i * n + k] ?? 0];
      sr -= lr * (xr[k] ?? 0) - li * (xi[k] ?? 0);
      si -= lr * (xi[k] ?? 0) + li * (xr[k] ?? 0);
    }
    xr[i] = sr / (re[i * n + i] ?? 1);
    xi[i] = si / (re[i * n + i] ?? 1);
  }
}

/** The x of Lᴴ x = b, in place of b: from the last element on, each taken out of those before it. */
function solveUpper({ rows: n, re, im }: ComplexMatrix, xr: Float64Array, xi: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const pivot = re[i * n + i] ?? 1;
    const [sr, si] = [(xr[i] ?? 0) / pivot, (xi[i] ?? 0) / pivot];
    xr[i] = sr;
    xi[i] = si;
    for (let k = 0; k < i; k++) {
      const [lr, li] = [re[i * n + k] ?? 0, im[i * n + k] ?? 0];
      xr[k] = (xr[k] ?? 0) - (lr * sr + li * si);
      xi[k] = (xi[k] ?? 0) - (lr * si - li * sr);
    }
  }
}
