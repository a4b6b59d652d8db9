import { centeredFft } from '../fourier/centered.ts';
import { zeroPadding } from '../operators/zero-padding.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';

/** Object and sensitivities are sampled so many times as densely as k-space asks for. */
export const OVERSAMPLING = 2;

/**
 * The k-space of an object seen by coils, from samples twice as dense: multiplied, transformed, and cut to the matrix
 * asked for. What lies beyond is lost, as in a scanner; nothing of it folds back into the data.
 *
 * @param image [2, 2 · row, 2 · column]
 * @param maps [coil, 2, 2 · row, 2 · column]
 * @returns [coil, 2, row, column], scaled like the orthonormal transform of an image of that matrix
 */
export function encode(image: ShapedArray, maps: ShapedArray, rows: number, columns: number): ShapedArray {
  const [coils = 0] = maps.shape;
  const [fineRows, fineColumns] = [OVERSAMPLING * rows, OVERSAMPLING * columns];
  const points = fineRows * fineColumns;
  const kspace = new Float32Array(2 * coils * rows * columns);
  const cutColumns = zeroPadding([2], { from: [fineRows, columns], to: [fineRows, fineColumns] });
  const cutRows = zeroPadding([2], { from: [rows, columns], to: [fineRows, columns] });
  for (let coil = 0; coil < coils; coil++) {
    const map = maps.data.subarray(2 * coil * points, 2 * (coil + 1) * points);
    const seen = complexProduct(image.data, map);
    const lines = cutColumns.adjoint(centeredFft(seen, [2, fineRows, fineColumns], { axes: [-1] }));
    const samples = cutRows.adjoint(centeredFft(lines, [2, fineRows, columns], { axes: [-2] }));
    kspace.set(samples, 2 * coil * rows * columns);
  }
  for (let i = 0; i < kspace.length; i++) kspace[i] = (kspace[i] ?? 0) / OVERSAMPLING;
  return shaped(kspace, [coils, 2, rows, columns]);
}

/** a · b, both planar. */
function complexProduct(a: Float32Array, b: Float32Array): Float32Array {
  const points = a.length / 2;
  const product = new Float32Array(a.length);
  for (let i = 0; i < points; i++) {
    const ar = a[i] ?? 0;
    const ai = a[points + i] ?? 0;
    const br = b[i] ?? 0;
    const bi = b[points + i] ?? 0;
    product[i] = ar * br - ai * bi;
    product[points + i] = ar * bi + ai * br;
  }
  return product;
}
