const MOST_STEPS = 100;
/** The squared change of a step at which an eigenvector is found. */
const STILL = 1e-12;

/** Complex numbers as two arrays of equal length. */
export interface Pairs {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Zeros. */
export function pairArray(length: number): Pairs {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/** A vector, and room for the matrix times it. */
export interface Vector extends Pairs {
  readonly next: Pairs;
}

/** A vector of unit norm to begin with. */
export function startVector(coils: number): Vector {
  const vector = { ...pairArray(coils), next: pairArray(coils) };
  vector.re.fill(1 / Math.sqrt(coils));
  return vector;
}

/** Turns a vector into the eigenvector of the largest eigenvalue beside those found; gives the eigenvalue. */
export function powerIteration(matrix: Pairs, vector: Vector, found: readonly Vector[]): number {
  let value = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    times(matrix, vector, vector.next);
    for (const other of found) removePart(vector.next, other);
    value = norm(vector.next);
    if (value < 1e-9) return 0;
    if (advance(vector, 1 / value) < STILL) break;
  }
  return value;
}

/** A Hermitian matrix, of which the lower triangle is given row by row, times x. */
function times({ re, im }: Pairs, x: Pairs, y: Pairs): void {
  const n = x.re.length;
  for (let i = 0, pair = 0; i < n; i++) {
    const xr = x.re[i] ?? 0;
    const xi = x.im[i] ?? 0;
    let [sr, si] = [0, 0];
    for (let j = 0; j < i; j++, pair++) {
      const ar = re[pair] ?? 0;
      const ai = im[pair] ?? 0;
      const br = x.re[j] ?? 0;
      const bi = x.im[j] ?? 0;
      sr += ar * br - ai * bi;
      si += ar * bi + ai * br;
      y.re[j] = (y.re[j] ?? 0) + ar * xr + ai * xi;
      y.im[j] = (y.im[j] ?? 0) + ar * xi - ai * xr;
    }
    const diagonal = re[pair++] ?? 0;
    y.re[i] = sr + diagonal * xr;
    y.im[i] = si + diagonal * xi;
  }
}

/** y − u (uᴴ y), of unit u. */
function removePart(y: Pairs, u: Pairs): void {
  let [sr, si] = [0, 0];
  for (let i = 0; i < u.re.length; i++) {
    const [a, b, c, d] = [u.re[i] ?? 0, u.im[i] ?? 0, y.re[i] ?? 0, y.im[i] ?? 0];
    sr += a * c + b * d;
    si += a * d - b * c;
  }
  for (let i = 0; i < u.re.length; i++) {
    const [a, b] = [u.re[i] ?? 0, u.im[i] ?? 0];
    y.re[i] = (y.re[i] ?? 0) - (a * sr - b * si);
    y.im[i] = (y.im[i] ?? 0) - (a * si + b * sr);
  }
}

function norm({ re, im }: Pairs): number {
  let sum = 0;
  for (let i = 0; i < re.length; i++) sum += (re[i] ?? 0) ** 2 + (im[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}

/** The vector becomes the next one, scaled; gives the squared change. */
function advance({ re, im, next }: Vector, scale: number): number {
  let change = 0;
  for (let i = 0; i < re.length; i++) {
    const x = (next.re[i] ?? 0) * scale;
    const y = (next.im[i] ?? 0) * scale;
    change += (x - (re[i] ?? 0)) ** 2 + (y - (im[i] ?? 0)) ** 2;
    re[i] = x;
    im[i] = y;
  }
  return change;
}
