import { check } from '../../util/errors.ts';

/** A complex matrix, row-major, real and imaginary parts apart, in double precision. */
export interface ComplexMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A matrix of zeros. */
export function complexMatrix(rows: number, columns: number): ComplexMatrix {
  return { rows, columns, re: new Float64Array(rows * columns), im: new Float64Array(rows * columns) };
}

/** The conjugate transpose Aᴴ. */
export function adjointMatrix({ rows, columns, re, im }: ComplexMatrix): ComplexMatrix {
  const result = complexMatrix(columns, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      result.re[j * rows + i] = re[i * columns + j] ?? 0;
      result.im[j * rows + i] = -(im[i * columns + j] ?? 0);
    }
  }
  return result;
}

/**
 * The product A Bᴴ: rows times rows, which lie one behind the other in memory.
 *
 * @throws InputError unless the rows are equally long.
 * @example const gram = timesAdjoint(a, a);
 */
export function timesAdjoint(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  check(a.columns === b.columns, () => ({
    where: 'timesAdjoint',
    expected: `rows of ${a.columns}`,
    received: `rows of ${b.columns}`,
  }));
  const result = complexMatrix(a.rows, b.rows);
  const same = a === b;
  for (let i = 0; i < a.rows; i += 2) {
    for (let j = 0; j < (same ? i + 2 : b.rows); j += 2) twoByTwo(a, b, i, j, result);
  }
  if (same) mirror(result);
  return result;
}

/** Two rows of A times two of B: each number that is loaded serves twice. */
function twoByTwo(a: ComplexMatrix, b: ComplexMatrix, i: number, j: number, result: ComplexMatrix): void {
  const { columns: n, re: ar, im: ai } = a;
  const { re: br, im: bi } = b;
  const [i0, j0] = [i * n, j * n];
  const i1 = Math.min(i + 1, a.rows - 1) * n;
  const j1 = Math.min(j + 1, b.rows - 1) * n;
  let [r00, m00, r01, m01, r10, m10, r11, m11] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const x0 = ar[i0 + k] ?? 0;
    const y0 = ai[i0 + k] ?? 0;
    const x1 = ar[i1 + k] ?? 0;
    const y1 = ai[i1 + k] ?? 0;
    const u0 = br[j0 + k] ?? 0;
    const v0 = bi[j0 + k] ?? 0;
    const u1 = br[j1 + k] ?? 0;
    const v1 = bi[j1 + k] ?? 0;
    r00 += x0 * u0 + y0 * v0;
    m00 += y0 * u0 - x0 * v0;
    r01 += x0 * u1 + y0 * v1;
    m01 += y0 * u1 - x0 * v1;
    r10 += x1 * u0 + y1 * v0;
    m10 += y1 * u0 - x1 * v0;
    r11 += x1 * u1 + y1 * v1;
    m11 += y1 * u1 - x1 * v1;
  }
  put(result, i, j, r00, m00);
  put(result, i, j + 1, r01, m01);
  put(result, i + 1, j, r10, m10);
  put(result, i + 1, j + 1, r11, m11);
}

function put({ rows, columns, re, im }: ComplexMatrix, i: number, j: number, x: number, y: number): void {
  if (i >= rows || j >= columns) return;
  re[i * columns + j] = x;
  im[i * columns + j] = y;
}

/** Makes a matrix Hermitian of which the lower triangle is known. */
function mirror({ rows: n, re, im }: ComplexMatrix): void {
  for (let i = 0; i < n; i++) {
    im[i * n + i] = 0;
    for (let j = 0; j < i; j++) {
      re[j * n + i] = re[i * n + j] ?? 0;
      im[j * n + i] = -(im[i * n + j] ?? 0);
    }
  }
}
