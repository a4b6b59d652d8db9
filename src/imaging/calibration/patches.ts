import { type ComplexMatrix, complexMatrix } from '../linear-algebra/complex-matrix.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { multiCoil } from './multi-coil.ts';

/** A place in k-space, or the way to a neighbor. */
export type Place = readonly [row: number, column: number];

/**
 * The samples of all coils around places in k-space, a row for each place: [place, coil · offset]. What lies outside of
 * k-space is zero.
 *
 * @param kspace [coil, 2, row, column]
 */
export function patches(
  kspace: ShapedArray,
  places: readonly Place[],
  offsets: readonly Place[],
): ComplexMatrix {
  const { coils, rows, columns, points } = multiCoil('patches', kspace);
  const matrix = complexMatrix(places.length, coils * offsets.length);
  for (const [p, [row, column]] of places.entries()) {
    for (const [o, [down, along]] of offsets.entries()) {
      const [y, x] = [row + down, column + along];
      if (y < 0 || y >= rows || x < 0 || x >= columns) continue;
      let to = p * matrix.columns + o;
      for (let at = y * columns + x; at < kspace.data.length; at += 2 * points) {
        matrix.re[to] = kspace.data[at] ?? 0;
        matrix.im[to] = kspace.data[at + points] ?? 0;
        to += offsets.length;
      }
    }
  }
  return matrix;
}

/** All places of a rectangle, row by row. */
export function rectangle(rows: number, columns: number, top = 0, left = 0): Place[] {
  return Array.from({ length: rows * columns }, (_, i): Place => {
    const column = i % columns;
    return [top + (i - column) / columns, left + column];
  });
}
