/** How much noise the unfolding of regular undersampling adds, pixel by pixel: the g-factor. */
import type { ShapedArray } from 'echotrain/imaging';

/**
 * g = √([(Sᴴ S)⁻¹]ᵢᵢ [Sᴴ S]ᵢᵢ) at every pixel, S being the sensitivities of the R pixels that fold onto each other
 * (Pruessmann 1999, eq. 23, for uncorrelated noise of equal strength).
 *
 * @param maps [coil, 2, row, column]
 * @param acceleration R; it divides the number of columns
 */
export function gFactor(maps: ShapedArray, acceleration: number): Float64Array {
  const [rows = 0, columns = 0] = maps.shape.slice(-2);
  const apart = columns / acceleration;
  const g = new Float64Array(rows * columns);
  for (let first = 0; first < rows * columns; first++) {
    if (first % columns >= apart) continue;
    const folded = Array.from({ length: acceleration }, (_, i) => first + i * apart);
    const gram = gramMatrix(maps, folded);
    const inverse = inverted(gram);
    for (const [i, pixel] of folded.entries()) {
      g[pixel] = Math.sqrt((inverse[i]?.[i] ?? 0) * (gram[i]?.[i] ?? 0));
    }
  }
  return g;
}

/** Sᴴ S of some pixels as a real matrix, [[re, -im], [im, re]]: twice as large, with the same products. */
function gramMatrix({ data, shape }: ShapedArray, pixels: readonly number[]): number[][] {
  const size = shape.slice(-2).reduce((a, b) => a * b, 1);
  const entry = (i: number, j: number): readonly [re: number, im: number] => {
    let [re, im] = [0, 0];
    for (let at = 0; at < data.length; at += 2 * size) {
      const [a, b] = [data[at + i] ?? 0, data[at + size + i] ?? 0];
      const [c, d] = [data[at + j] ?? 0, data[at + size + j] ?? 0];
      re += a * c + b * d;
      im += a * d - b * c;
    }
    return [re, im];
  };
  const parts = pixels.map((i) => pixels.map((j) => entry(i, j)));
  return [
    ...parts.map((row) => [...row.map(([re]) => re), ...row.map(([, im]) => -im)]),
    ...parts.map((row) => [...row.map(([, im]) => im), ...row.map(([re]) => re)]),
  ];
}

/** The inverse, by the elimination of Gauss and Jordan. The matrix is positive definite: no pivot is 0. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map((row, i) => [...row, ...matrix.map((_, j) => (i === j ? 1 : 0))]);
  for (let pivot = 0; pivot < rows.length; pivot++) {
    const scale = rows[pivot]?.[pivot] ?? 1;
    const chosen = (rows[pivot] ?? []).map((value) => value / scale);
    for (const [i, row] of rows.entries()) {
      const factor = row[pivot] ?? 0;
      rows[i] = i === pivot ? chosen : row.map((value, column) => value - factor * (chosen[column] ?? 0));
    }
  }
  return rows.map((row) => row.slice(matrix.length));
}
