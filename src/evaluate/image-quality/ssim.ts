import { check } from '../../util/errors.ts';
import { type ComparedImages, type ComparisonOptions, compare, type Images } from './compared-images.ts';
import { peakOf } from './squared-errors.ts';

/** The side of the window in pixels, and the constants of fastMRI and scikit-image. */
const WINDOW = 7;
const [K1, K2] = [0.01, 0.03];

/**
 * The mean structural similarity of the slices, as fastMRI defines it (arXiv:1811.08839, eq. 10): uniform windows of
 * 7 × 7 pixels that lie within the slice, covariances of a sample (divided by 48), k₁ = 0.01, k₂ = 0.03, and as data
 * range the largest value of the reference volume. A region picks the centers of the windows. 1 for equal images.
 *
 *     SSIM = (2 μ_x μ_y + c₁)(2 σ_xy + c₂) / ((μ_x² + μ_y² + c₁)(σ_x² + σ_y² + c₂)),   cᵢ = (kᵢ max)²
 *
 * Source: Wang et al., IEEE TIP 13:600 (2004), eq. 13.
 *
 * @example ssim({ data: reference, shape: [128, 128] }, { data: image, shape: [128, 128] }); // 0.93
 */
export function ssim(reference: Images, image: Images, options: ComparisonOptions = {}): number {
  return compare('ssim', ssimOf, reference, image, options);
}

/** The measure behind {@link ssim}. */
export function ssimOf(images: ComparedImages): number {
  const { where, slices, rows, columns } = images;
  check(rows >= WINDOW && columns >= WINDOW, () => ({
    where,
    expected: `slices of at least ${WINDOW} × ${WINDOW} pixels`,
    received: `${rows} × ${columns}`,
  }));
  const peak = peakOf(images);
  const total = { similarity: 0, windows: 0 };
  for (let slice = 0; slice < slices; slice++) addSlice(total, images, slice, peak);
  check(total.windows > 0, () => ({
    where,
    expected: `a region that reaches further than ${(WINDOW - 1) / 2} pixels from the border`,
    received: 'none of its pixels is the center of a window',
  }));
  return total.similarity / total.windows;
}

/** Sums over the seven rows of a window, for every column, that move down row by row; seven zeros stand before. */
interface ColumnSums {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly xx: Float64Array;
  readonly yy: Float64Array;
  readonly xy: Float64Array;
}

/** What the windows so far add up to. */
interface Total {
  similarity: number;
  windows: number;
}

function columnSums(columns: number): ColumnSums {
  const zeros = () => new Float64Array(WINDOW + columns);
  return { x: zeros(), y: zeros(), xx: zeros(), yy: zeros(), xy: zeros() };
}

/** Adds the similarities of all windows of a slice whose center counts. */
function addSlice(total: Total, images: ComparedImages, slice: number, peak: number): void {
  const { rows, columns, counts } = images;
  const sums = columnSums(columns);
  const first = slice * rows * columns;
  for (let row = 0; row < rows; row++) {
    addRow(sums, images, first + row * columns, 1);
    if (row >= WINDOW) addRow(sums, images, first + (row - WINDOW) * columns, -1);
    const center = first + (row - (WINDOW - 1) / 2) * columns + (WINDOW - 1) / 2;
    if (row >= WINDOW - 1) addWindows(total, sums, counts.subarray(center), peak);
  }
}

/** Adds (`sign` 1) or takes away (-1) a row of the images. */
function addRow({ x, y, xx, yy, xy }: ColumnSums, images: ComparedImages, start: number, sign: number): void {
  const { reference, image } = images;
  for (let at = WINDOW, i = start; at < x.length; at++, i++) {
    const u = reference[i] ?? 0;
    const v = image[i] ?? 0;
    x[at] = (x[at] ?? 0) + sign * u;
    y[at] = (y[at] ?? 0) + sign * v;
    xx[at] = (xx[at] ?? 0) + sign * u * u;
    yy[at] = (yy[at] ?? 0) + sign * v * v;
    xy[at] = (xy[at] ?? 0) + sign * u * v;
  }
}

/** Adds the similarities of the windows of a row, whose sums run along the columns. */
function addWindows(total: Total, { x, y, xx, yy, xy }: ColumnSums, counts: Uint8Array, peak: number): void {
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0];
  for (let left = 0, right = WINDOW; right < x.length; left++, right++) {
    sx += (x[right] ?? 0) - (x[left] ?? 0);
    sy += (y[right] ?? 0) - (y[left] ?? 0);
    sxx += (xx[right] ?? 0) - (xx[left] ?? 0);
    syy += (yy[right] ?? 0) - (yy[left] ?? 0);
    sxy += (xy[right] ?? 0) - (xy[left] ?? 0);
    if (left < WINDOW - 1 || counts[left - WINDOW + 1] === 0) continue;
    total.similarity += similarity(sx, sy, sxx, syy, sxy, peak);
    total.windows++;
  }
}

/** The structural similarity of one window, from the sums over its pixels. */
function similarity(sx: number, sy: number, sxx: number, syy: number, sxy: number, peak: number): number {
  const n = WINDOW * WINDOW;
  const mx = sx / n;
  const my = sy / n;
  const variances = (sxx - sx * mx + syy - sy * my) / (n - 1);
  const covariance = (sxy - sx * my) / (n - 1);
  const c1 = (K1 * peak) ** 2;
  const c2 = (K2 * peak) ** 2;
  return ((2 * mx * my + c1) * (2 * covariance + c2)) / ((mx * mx + my * my + c1) * (variances + c2));
}
