import type { ShapedArray } from '../../imaging/index.ts';

/** Where samples lie in a longer k-space whose center is at ⌊N/2⌋. */
export interface Padding {
  readonly before: number;
  readonly length: number;
}

/** The center may be off by so much: then the image's phase turns, and nothing else. */
const TOLERANCE = 1;

/**
 * What has to be added to an axis so that its center is in its middle: for scans that leave out one end (partial
 * Fourier, asymmetric echo). A center of 0 is one that was never set.
 */
export function paddingFor(length: number, center: number | undefined): Padding {
  const middle = Math.floor(length / 2);
  if (!center || center >= length || Math.abs(center - middle) <= TOLERANCE) {
    return { before: 0, length };
  }
  if (center > middle) return { before: 0, length: 2 * center };
  return { before: length - 2 * center, length: 2 * (length - center) };
}

/** k-space with zeros where nothing was sampled. */
export function padded({ data, shape }: ShapedArray, rows: Padding, columns: Padding): ShapedArray {
  const [coils = 0, parts = 2, ownRows = 0, ownColumns = 0] = shape;
  if (rows.length === ownRows && columns.length === ownColumns) return { data, shape };
  const result = new Float32Array(coils * parts * rows.length * columns.length);
  for (let line = 0; line < coils * parts * ownRows; line++) {
    const row = line % ownRows;
    const part = (line - row) / ownRows;
    const to = (part * rows.length + rows.before + row) * columns.length + columns.before;
    result.set(data.subarray(line * ownColumns, (line + 1) * ownColumns), to);
  }
  return { data: result, shape: [coils, parts, rows.length, columns.length] };
}
