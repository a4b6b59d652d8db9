/** Complex numbers on a grid, row by row: k-space or an image of one coil. */
export interface ComplexPlane {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** The squared magnitudes, summed over planes of one size. */
export function powerOf(planes: readonly ComplexPlane[]): Float64Array {
  const power = new Float64Array(planes[0]?.re.length ?? 0);
  for (const { re, im } of planes) {
    for (let i = 0; i < power.length; i++) power[i] = (power[i] ?? 0) + (re[i] ?? 0) ** 2 + (im[i] ?? 0) ** 2;
  }
  return power;
}

/** From -1 at the first line to just below 1 at the last, 0 in the middle of k-space (index ⌊n/2⌋). */
export function position(index: number, length: number): number {
  return (index - Math.floor(length / 2)) / (length / 2);
}
