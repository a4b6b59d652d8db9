import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type ComplexMatrix, complexMatrix } from '../linear-algebra/complex-matrix.ts';
import type { ShapedArray } from '../shaped-array.ts';

/** The sizes of multi-coil data [coil, 2, row, column]. */
export interface MultiCoil {
  readonly coils: number;
  readonly rows: number;
  readonly columns: number;
  /** rows · columns. */
  readonly points: number;
}

/** The sizes of multi-coil data; refuses other shapes. */
export function multiCoil(where: string, { shape }: ShapedArray): MultiCoil {
  const [coils = 0, parts, rows = 0, columns = 0] = shape;
  check(shape.length === 4 && parts === 2 && product(shape) > 0, () => ({
    where,
    expected: 'multi-coil data [coil, 2, row, column]',
    received: `shape [${shape.join(', ')}]`,
  }));
  return { coils, rows, columns, points: rows * columns };
}

/** Multi-coil data [coil, 2, ...] as a matrix with a row for each coil. */
export function coilMatrix({ data, shape }: ShapedArray): ComplexMatrix {
  const [coils = 0] = shape;
  const points = data.length / (2 * coils);
  const matrix = complexMatrix(coils, points);
  for (let coil = 0; coil < coils; coil++) {
    const at = 2 * coil * points;
    matrix.re.set(data.subarray(at, at + points), coil * points);
    matrix.im.set(data.subarray(at + points, at + 2 * points), coil * points);
  }
  return matrix;
}
