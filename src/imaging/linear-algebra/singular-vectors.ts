import { adjointMatrix, type ComplexMatrix, complexMatrix, timesAdjoint } from './complex-matrix.ts';
import { hermitianEigen } from './hermitian-eigen.ts';

/** Singular values, the largest first, and right singular vectors. */
export interface SingularVectors {
  readonly values: Float64Array;
  /** The vectors vᵢ as rows, conjugated: the rows of Vᴴ. */
  readonly rows: ComplexMatrix;
}

/**
 * The right singular vectors of A = U Σ Vᴴ that span its rows, from the smaller of AᴴA and AAᴴ. Values below 1e-8 of
 * the largest are lost in rounding, and their vectors are left out.
 *
 * @param wanted how many vectors, as the singular values tell; all that are exact by default
 * @example const { values, rows } = singularVectors(calibration, (values) => values.length / 2);
 */
export function singularVectors(
  a: ComplexMatrix,
  wanted: (values: Float64Array) => number = (values) => values.length,
): SingularVectors {
  const wide = a.columns > a.rows;
  const columns = wide ? a : adjointMatrix(a);
  let values = new Float64Array();
  const { vectors } = hermitianEigen(timesAdjoint(columns, columns), (squares) => {
    values = squares.map((value) => Math.sqrt(Math.max(0, value)));
    return Math.min(wanted(values), exactOnes(values));
  });
  return { values, rows: wide ? fromLeft(vectors, a, values) : conjugate(vectors) };
}

/** Half of float64's digits are left of a squared matrix. */
function exactOnes(values: Float64Array): number {
  const least = 1e-8 * (values[0] ?? 0);
  const end = values.findIndex((value) => !(value > least));
  return end < 0 ? values.length : end;
}

/** vᵢᴴ = uᵢᴴ A / σᵢ. */
function fromLeft(left: ComplexMatrix, a: ComplexMatrix, values: Float64Array): ComplexMatrix {
  const result = complexMatrix(left.rows, a.columns);
  const n = a.columns;
  for (let i = 0; i < left.rows; i++) {
    const scale = 1 / (values[i] ?? 1);
    const xr = result.re.subarray(i * n, (i + 1) * n);
    const xi = result.im.subarray(i * n, (i + 1) * n);
    for (let k = 0; k < a.rows; k++) {
      const ur = (left.re[i * a.rows + k] ?? 0) * scale;
      const ui = -(left.im[i * a.rows + k] ?? 0) * scale;
      addRow(a, k, ur, ui, xr, xi);
    }
  }
  return result;
}

/** x + u aₖ. */
function addRow(
  { columns: n, re, im }: ComplexMatrix,
  k: number,
  ur: number,
  ui: number,
  xr: Float64Array,
  xi: Float64Array,
): void {
  for (let j = 0; j < n; j++) {
    const ar = re[k * n + j] ?? 0;
    const ai = im[k * n + j] ?? 0;
    xr[j] = (xr[j] ?? 0) + ur * ar - ui * ai;
    xi[j] = (xi[j] ?? 0) + ur * ai + ui * ar;
  }
}

function conjugate({ rows, columns, re, im }: ComplexMatrix): ComplexMatrix {
  return { rows, columns, re, im: im.map((value) => -value) };
}
