import { check } from '../../util/errors.ts';
import type { ComplexMatrix } from '../linear-algebra/complex-matrix.ts';
import type { ShapedArray } from '../shaped-array.ts';

/**
 * Sums of coils: y[i] = Σⱼ M[i, j] x[j], at each sample.
 *
 * @param data [coil, 2, ...], k-space or images
 * @returns [rows of M, 2, ...]
 * @throws InputError unless M has a column for each coil.
 * @example const virtualCoils = mixCoils(matrix, kspace);
 */
export function mixCoils(
  { rows, columns, re, im }: ComplexMatrix,
  { data, shape }: ShapedArray,
): ShapedArray {
  const [coils = 0, ...rest] = shape;
  check(columns === coils && rest[0] === 2, () => ({
    where: 'mixCoils',
    expected: `data [${columns}, 2, ...]`,
    received: `shape [${shape.join(', ')}]`,
  }));
  const size = data.length / coils;
  const mixed = new Float32Array(rows * size);
  const sum = new Float64Array(size);
  for (let i = 0; i < rows; i++) {
    sum.fill(0);
    for (let j = 0; j < coils; j++) {
      addProduct(
        sum,
        data.subarray(j * size, (j + 1) * size),
        re[i * coils + j] ?? 0,
        im[i * coils + j] ?? 0,
      );
    }
    mixed.set(sum, i * size);
  }
  return { data: mixed, shape: [rows, ...rest] };
}

/** sum + (a + b i) x, planar. */
function addProduct(sum: Float64Array, x: Float32Array, a: number, b: number): void {
  const points = sum.length / 2;
  for (let k = 0; k < points; k++) {
    const re = x[k] ?? 0;
    const im = x[k + points] ?? 0;
    sum[k] = (sum[k] ?? 0) + a * re - b * im;
    sum[k + points] = (sum[k + points] ?? 0) + a * im + b * re;
  }
}
