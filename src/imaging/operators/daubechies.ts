/**
 * One level of the periodic wavelet transform of a line with Daubechies' four taps (Daubechies 1988, "Orthonormal bases
 * of compactly supported wavelets", table 1, N = 2):
 *
 *     low[j] = Σ_k h[k] x[2j − 2 + k],   high[j] = Σ_k g[k] x[2j − 2 + k],   g[k] = (−1)^k h[3 − k],
 *
 * indices modulo the largest even number of elements; the last of an odd number joins the low band as it is. The low
 * band comes first.
 */

/** (1 + √3, 3 + √3, 3 − √3, 1 − √3) / 4√2 */
const H = [1 + Math.sqrt(3), 3 + Math.sqrt(3), 3 - Math.sqrt(3), 1 - Math.sqrt(3)].map(
  (tap) => tap / (4 * Math.SQRT2),
);
const [H0 = 0, H1 = 0, H2 = 0, H3 = 0] = H;

/**
 * Splits lines into low and high band, in place.
 *
 * @param size elements of a line, `stride` apart
 * @param lines how many there are, `apart` from each other
 */
export function analyzeLines(
  x: Float32Array,
  size: number,
  stride: number,
  lines: number,
  apart: number,
): void {
  const line = new Float64Array(size);
  const [half, low] = halves(size);
  for (let start = 0; start < lines * apart; start += apart) {
    for (let i = 0; i < size; i++) line[i] = x[start + i * stride] ?? 0;
    for (let j = 0; j < half; j++) {
      const before = j === 0 ? 2 * half : 2 * j;
      const [a, b] = [line[before - 2] ?? 0, line[before - 1] ?? 0];
      const [c, d] = [line[2 * j] ?? 0, line[2 * j + 1] ?? 0];
      x[start + j * stride] = H0 * a + H1 * b + H2 * c + H3 * d;
      x[start + (low + j) * stride] = H3 * a - H2 * b + H1 * c - H0 * d;
    }
    if (low > half) x[start + half * stride] = line[size - 1] ?? 0;
  }
}

/** Undoes {@link analyzeLines}; it is its adjoint. */
export function synthesizeLines(
  y: Float32Array,
  size: number,
  stride: number,
  lines: number,
  apart: number,
): void {
  const line = new Float64Array(size);
  const [half, low] = halves(size);
  for (let start = 0; start < lines * apart; start += apart) {
    for (let i = 0; i < size; i++) line[i] = y[start + i * stride] ?? 0;
    for (let j = 0; j < half; j++) {
      const next = j + 1 === half ? 0 : j + 1;
      const [s, d] = [line[j] ?? 0, line[low + j] ?? 0];
      const [sNext, dNext] = [line[next] ?? 0, line[low + next] ?? 0];
      y[start + 2 * j * stride] = H0 * sNext + H3 * dNext + H2 * s + H1 * d;
      y[start + (2 * j + 1) * stride] = H1 * sNext - H2 * dNext + H3 * s - H0 * d;
    }
    if (low > half) y[start + (size - 1) * stride] = line[half] ?? 0;
  }
}

/** How many elements the high and the low band have. */
function halves(size: number): readonly [high: number, low: number] {
  return [Math.floor(size / 2), Math.ceil(size / 2)];
}

/** The level as a matrix of size × size, row-major. */
export function waveletMatrix(size: number): Float32Array {
  const matrix = new Float32Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  analyzeLines(matrix, size, size, size, 1);
  return matrix;
}

/** One level of a transform of lines as two matrices, row-major: into low and high band, and back. */
export interface LevelMatrices {
  /** Elements of each band. */
  readonly low: number;
  readonly high: number;
  /** [low + high, size] */
  readonly analysis: Float32Array;
  /** [size, low + high], which undoes it. */
  readonly synthesis: Float32Array;
}

/** The periodic level: square matrices, one the other's transpose. */
export function periodicLevel(size: number): LevelMatrices {
  const [high, low] = halves(size);
  const analysis = waveletMatrix(size);
  const synthesis = analysis.map((_, at) => analysis[(at % size) * size + Math.floor(at / size)] ?? 0);
  return { low, high, analysis, synthesis };
}

/**
 * The level of lines of any length that are mirrored at their ends, as in BART: each band has ⌊(size + 3)/2⌋ elements,
 * a few more than needed, and the synthesis drops what the mirror has added.
 */
export function mirroredLevel(size: number): LevelMatrices {
  const band = Math.floor((size + 3) / 2);
  const [analysis, synthesis] = [new Float32Array(2 * band * size), new Float32Array(2 * band * size)];
  const taps = [H, [H3, -H2, H1, -H0]];
  for (let row = 0; row < 2 * band; row++) {
    for (let k = 0; k < 4; k++) {
      const at = 2 * (row % band) - 2 + k;
      const mirrored = at < 0 ? -at - 1 : at >= size ? 2 * size - 1 - at : at;
      const tap = taps[row < band ? 0 : 1]?.[k] ?? 0;
      const to = row * size + mirrored;
      analysis[to] = (analysis[to] ?? 0) + tap;
      if (at === mirrored) synthesis[at * 2 * band + row] = tap;
    }
  }
  return { low: band, high: band, analysis, synthesis };
}
