/**
 * Householder's reduction of a Hermitian matrix to a real, symmetric, tridiagonal one:
 *
 *     A = Q D T Dᴴ Qᴴ,  Q = Hₙ₋₁ ... H₁,  Hᵢ = I − βᵢ vᵢ vᵢᴴ,  D diagonal of modulus 1
 *
 * row by row from the last one on, so that what is left is a leading block and every row is read as it lies.
 * Source: Golub and Van Loan, Matrix Computations, 4th edition, 8.3.1; the order is EISPACK's (HTRIDI).
 */
import { type ComplexMatrix, complexMatrix } from './complex-matrix.ts';

/** A tridiagonal matrix, and the way back from its eigenvectors. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Element i couples i − 1 and i; the first is 0. */
  readonly offDiagonal: Float64Array;
  /** Turns rows that are eigenvectors of T into rows that are eigenvectors of A. */
  readonly back: (vectors: Float64Array, count: number) => ComplexMatrix;
}

/** Reduces a Hermitian matrix, of which the lower triangle is read. */
export function tridiagonalize({ rows: n, re, im }: ComplexMatrix): Tridiagonal {
  const a: ComplexMatrix = { rows: n, columns: n, re: re.slice(), im: im.slice() };
  const [betas, offDiagonal] = [new Float64Array(n), new Float64Array(n)];
  const phases = complexMatrix(1, n);
  phases.re[0] = 1;
  for (let i = n - 1; i > 0; i--) {
    const [x, y] = reflector(a, i, betas);
    if ((betas[i] ?? 0) > 0) reflect(a, i, betas[i] ?? 0);
    offDiagonal[i] = Math.hypot(x, y);
    phases.re[i] = x;
    phases.im[i] = y;
  }
  accumulatePhases(phases, offDiagonal);
  const diagonal = Float64Array.from({ length: n }, (_, i) => a.re[i * n + i] ?? 0);
  return { diagonal, offDiagonal, back: (vectors, count) => back(a, betas, phases, vectors, count) };
}

/**
 * Puts the v of Hᵢ in place of row i's first i elements: v = a − α e, α = −‖a‖ exp(i arg aᵢ₋₁), a the conjugate row.
 * Gives α, the element beside the diagonal.
 */
function reflector(
  { rows: n, re, im }: ComplexMatrix,
  i: number,
  betas: Float64Array,
): readonly [number, number] {
  const [row, last] = [i * n, i * n + i - 1];
  let beyond = 0;
  for (let j = row; j < last; j++) {
    im[j] = -(im[j] ?? 0);
    beyond += (re[j] ?? 0) ** 2 + (im[j] ?? 0) ** 2;
  }
  const [x, y] = [re[last] ?? 0, -(im[last] ?? 0)];
  if (beyond === 0) return [x, y];
  const size = Math.hypot(x, y);
  const norm = Math.sqrt(beyond + size * size);
  const [cos, sin] = size > 0 ? [x / size, y / size] : [1, 0];
  re[last] = cos * (size + norm);
  im[last] = sin * (size + norm);
  betas[i] = 1 / (norm * (norm + size));
  return [-norm * cos, -norm * sin];
}

/** The leading block B of size i becomes H B H: B − v wᴴ − w vᴴ, w = p − (β/2) (pᴴ v) v, p = β B v. */
function reflect(a: ComplexMatrix, i: number, beta: number): void {
  const { rows: n, re, im } = a;
  const vr = re.subarray(i * n, i * n + i);
  const vi = im.subarray(i * n, i * n + i);
  const [wr, wi] = timesVector(a, vr, vi);
  let overlap = 0;
  for (let j = 0; j < i; j++) overlap += (wr[j] ?? 0) * (vr[j] ?? 0) + (wi[j] ?? 0) * (vi[j] ?? 0);
  const half = (beta * beta * overlap) / 2;
  for (let j = 0; j < i; j++) {
    wr[j] = beta * (wr[j] ?? 0) - half * (vr[j] ?? 0);
    wi[j] = beta * (wi[j] ?? 0) - half * (vi[j] ?? 0);
  }
  for (let j = 0; j < i; j++) {
    const [xr, xi, yr, yi] = [vr[j] ?? 0, vi[j] ?? 0, wr[j] ?? 0, wi[j] ?? 0];
    const row = j * n;
    for (let k = 0; k <= j; k++) {
      const ur = wr[k] ?? 0;
      const ui = wi[k] ?? 0;
      const tr = vr[k] ?? 0;
      const ti = vi[k] ?? 0;
      re[row + k] = (re[row + k] ?? 0) - (xr * ur + xi * ui) - (yr * tr + yi * ti);
      im[row + k] = (im[row + k] ?? 0) - (xi * ur - xr * ui) - (yi * tr - yr * ti);
    }
  }
}

/** The leading block times v, from the lower triangle. */
function timesVector(
  { rows: n, re, im }: ComplexMatrix,
  vr: Float64Array,
  vi: Float64Array,
): [Float64Array, Float64Array] {
  const [pr, pi] = [new Float64Array(vr.length), new Float64Array(vr.length)];
  for (let j = 0; j < vr.length; j++) {
    const row = j * n;
    const [xr, xi, diagonal] = [vr[j] ?? 0, vi[j] ?? 0, re[row + j] ?? 0];
    let [sr, si] = [diagonal * xr, diagonal * xi];
    for (let k = 0; k < j; k++) {
      const ar = re[row + k] ?? 0;
      const ai = im[row + k] ?? 0;
      const yr = vr[k] ?? 0;
      const yi = vi[k] ?? 0;
      sr += ar * yr - ai * yi;
      si += ar * yi + ai * yr;
      pr[k] = (pr[k] ?? 0) + ar * xr + ai * xi;
      pi[k] = (pi[k] ?? 0) + ar * xi - ai * xr;
    }
    pr[j] = (pr[j] ?? 0) + sr;
    pi[j] = (pi[j] ?? 0) + si;
  }
  return [pr, pi];
}

/** d₀ = 1, dᵢ = dᵢ₋₁ conj(αᵢ) / |αᵢ|: with these, the elements beside the diagonal are real. */
function accumulatePhases({ re, im }: ComplexMatrix, sizes: Float64Array): void {
  for (let i = 1; i < sizes.length; i++) {
    const size = sizes[i] ?? 0;
    const [x, y] = size > 0 ? [(re[i] ?? 0) / size, -(im[i] ?? 0) / size] : [1, 0];
    const [cos, sin] = [re[i - 1] ?? 0, im[i - 1] ?? 0];
    re[i] = cos * x - sin * y;
    im[i] = cos * y + sin * x;
  }
}

function back(
  a: ComplexMatrix,
  betas: Float64Array,
  phases: ComplexMatrix,
  vectors: Float64Array,
  count: number,
): ComplexMatrix {
  const n = a.rows;
  const result = complexMatrix(count, n);
  for (let each = 0; each < count; each++) {
    const yr = result.re.subarray(each * n, (each + 1) * n);
    const yi = result.im.subarray(each * n, (each + 1) * n);
    for (let j = 0; j < n; j++) {
      yr[j] = (vectors[each * n + j] ?? 0) * (phases.re[j] ?? 0);
      yi[j] = (vectors[each * n + j] ?? 0) * (phases.im[j] ?? 0);
    }
    for (let i = 2; i < n; i++) if ((betas[i] ?? 0) > 0) applyReflector(a, i, betas[i] ?? 0, yr, yi);
  }
  return result;
}

/** y − β v (vᴴ y). */
function applyReflector(
  { rows: n, re, im }: ComplexMatrix,
  i: number,
  beta: number,
  yr: Float64Array,
  yi: Float64Array,
): void {
  const row = i * n;
  let [sr, si] = [0, 0];
  for (let j = 0; j < i; j++) {
    const [vr, vi, xr, xi] = [re[row + j] ?? 0, im[row + j] ?? 0, yr[j] ?? 0, yi[j] ?? 0];
    sr += vr * xr + vi * xi;
    si += vr * xi - vi * xr;
  }
  sr *= beta;
  si *= beta;
  for (let j = 0; j < i; j++) {
    const [vr, vi] = [re[row + j] ?? 0, im[row + j] ?? 0];
    yr[j] = (yr[j] ?? 0) - (vr * sr - vi * si);
    yi[j] = (yi[j] ?? 0) - (vr * si + vi * sr);
  }
}
