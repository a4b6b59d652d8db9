/** The places, in pixels of the source, that the pixels of an image are taken from: [rows, columns] each. */
export interface Warp {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

/**
 * Resamples an image [rows, columns] bilinearly at the places of `warp`, into `target` from `offset` on. Beyond the
 * image there is `fill`.
 */
export function resample(
  image: ArrayLike<number>,
  columns: number,
  warp: Warp,
  fill: number,
  target: Float32Array | Int32Array,
  offset: number,
): void {
  const rows = image.length / columns;
  for (let i = 0; i < warp.rows.length; i++) {
    const row = warp.rows[i] ?? 0;
    const column = warp.columns[i] ?? 0;
    const [top, left] = [Math.floor(row), Math.floor(column)];
    const [down, right] = [row - top, column - left];
    const inside = top >= 0 && left >= 0 && top + 1 < rows && left + 1 < columns;
    const at = top * columns + left;
    target[offset + i] = inside
      ? (1 - down) * ((1 - right) * (image[at] ?? 0) + right * (image[at + 1] ?? 0)) +
        down * ((1 - right) * (image[at + columns] ?? 0) + right * (image[at + columns + 1] ?? 0))
      : edgeValue(image, rows, columns, row, column, fill);
  }
}

/** Takes each value from the place that is nearest: for classes, between which there is nothing. */
export function nearest(
  image: ArrayLike<number>,
  columns: number,
  warp: Warp,
  fill: number,
  target: Float32Array | Int32Array,
  offset: number,
): void {
  const rows = image.length / columns;
  for (let i = 0; i < warp.rows.length; i++) {
    const [row, column] = [Math.round(warp.rows[i] ?? 0), Math.round(warp.columns[i] ?? 0)];
    const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
    target[offset + i] = isInside ? (image[row * columns + column] ?? 0) : fill;
  }
}

/** The bilinear value where some of the four neighbors lie beyond the image. */
function edgeValue(
  image: ArrayLike<number>,
  rows: number,
  columns: number,
  row: number,
  column: number,
  fill: number,
): number {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const pixel = (r: number, c: number) =>
    r >= 0 && r < rows && c >= 0 && c < columns ? (image[r * columns + c] ?? fill) : fill;
  const upper = mix(pixel(top, left), pixel(top, left + 1), column - left);
  return mix(upper, mix(pixel(top + 1, left), pixel(top + 1, left + 1), column - left), row - top);
}

function mix(a: number, b: number, share: number): number {
  return (1 - share) * a + share * b;
}
