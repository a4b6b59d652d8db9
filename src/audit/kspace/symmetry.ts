import type { ComplexPlane } from './complex-plane.ts';

/**
 * How far k-space is from the symmetry |K(-k)| = |K(k)| that the transform of a real image has, whatever its shift: the
 * relative difference of the magnitudes, root mean square, at the best of the centers that programs use. Rounding gives
 * 1e-7 to 1e-3, the phase and the noise of a measurement 0.1 to 1.
 *
 * Source: Shimron et al., "Implicit data crimes", Proc. Natl. Acad. Sci. 119:e2117203119 (2022).
 */
export function asymmetryOf(coils: readonly ComplexPlane[]): number {
  return Math.min(
    ...coils.map((coil) => Math.min(...centers(coil).map((center) => asymmetry(coil, center)))),
  );
}

type Center = readonly [row: number, column: number];

/** Twice the center: index ⌊n/2⌋ (centered) and 0 (as FFTs give it), and (n - 1)/2 (symmetric sampling). */
function centers({ rows, columns }: ComplexPlane): Center[] {
  const doubled = (length: number) => [2 * Math.floor(length / 2), 0, length - 1];
  return doubled(rows).flatMap((row) => doubled(columns).map((column) => [row, column] as const));
}

/** Samples on the opposite side that the grid does not have are left out. */
function asymmetry({ re, im, rows, columns }: ComplexPlane, [centerRow, centerColumn]: Center): number {
  let [differences, magnitudes] = [0, 0];
  const wrapped = centerRow === 0;
  for (let row = 0; row < rows; row++) {
    const opposite = wrapped ? (rows - row) % rows : centerRow - row;
    if (opposite < 0 || opposite >= rows) continue;
    for (let column = 0; column < columns; column++) {
      const other = centerColumn === 0 ? (columns - column) % columns : centerColumn - column;
      if (other < 0 || other >= columns) continue;
      const [a, b] = [row * columns + column, opposite * columns + other];
      const [here, there] = [Math.hypot(re[a] ?? 0, im[a] ?? 0), Math.hypot(re[b] ?? 0, im[b] ?? 0)];
      differences += (here - there) ** 2;
      magnitudes += here * here + there * there;
    }
  }
  return magnitudes > 0 ? Math.sqrt(differences / magnitudes) : 1;
}
