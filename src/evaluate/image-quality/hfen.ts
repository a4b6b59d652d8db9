import { range, sum } from '../../util/arrays.ts';
import { type ComparedImages, type ComparisonOptions, compare, type Images } from './compared-images.ts';
import { checkNorm } from './squared-errors.ts';

/** The filter's width in pixels and its σ. */
const SIZE = 15;
const SIGMA = 1.5;

/**
 * The high-frequency error norm ‖LoG(x) - LoG(x_ref)‖₂ / ‖LoG(x_ref)‖₂: what is wrong with edges and fine structure.
 * LoG is the Laplacian of a Gaussian, 15 × 15 pixels, σ = 1.5, its sum 0, with zeros beyond the border of a slice.
 * The paper gives the numerator alone, for images of peak 1; the ratio is free of scale.
 *
 * Source: Ravishankar and Bresler, IEEE TMI 30:1028 (2011), section IV.
 *
 * @example hfen({ data: reference, shape: [128, 128] }, { data: image, shape: [128, 128] }); // 0.21
 */
export function hfen(reference: Images, image: Images, options: ComparisonOptions = {}): number {
  return compare('hfen', hfenOf, reference, image, options);
}

/** The measure behind {@link hfen}. */
export function hfenOf(images: ComparedImages): number {
  const { where, reference, image, counts } = images;
  const difference = image.map((value, i) => value - (reference[i] ?? 0));
  const norm = squaredNorm(laplacianOfGaussian(reference, images), counts);
  checkNorm(where, norm);
  return Math.sqrt(squaredNorm(laplacianOfGaussian(difference, images), counts) / norm);
}

function squaredNorm(values: Float64Array, counts: Uint8Array): number {
  return values.reduce((total, value, i) => (counts[i] === 0 ? total : total + value * value), 0);
}

/** g(x) = exp(-x²/2σ²) with sum 1, and (x² - σ²)/σ⁴ g(x), over x = -7 to 7. */
const gaussian = normalized(offsets((x) => Math.exp(-(x * x) / (2 * SIGMA * SIGMA))));
const curvature = gaussian.map((g, i) => ((i - (SIZE - 1) / 2) ** 2 - SIGMA ** 2) * (g / SIGMA ** 4));
const ones = offsets(() => 1);

function offsets(value: (x: number) => number): Float64Array {
  return Float64Array.from(range(SIZE), (i) => value(i - (SIZE - 1) / 2));
}

function normalized(values: Float64Array): Float64Array {
  const total = sum(values);
  return values.map((value) => value / total);
}

/** Every slice filtered: LoG(x, y) = g(x) c(y) + c(x) g(y) - m, where the mean m makes the sum 0. */
function laplacianOfGaussian(volume: Float64Array, { rows, columns }: ComparedImages): Float64Array {
  const m = (2 * sum(curvature)) / SIZE ** 2;
  const filtered = new Float64Array(volume.length);
  for (let start = 0; start < volume.length; start += rows * columns) {
    const slice = volume.subarray(start, start + rows * columns);
    const along = (kernel: Float64Array) => alongRows(slice, kernel, columns);
    const target = filtered.subarray(start, start + rows * columns);
    addAlongColumns(target, along(curvature), gaussian, columns, 1);
    addAlongColumns(target, along(gaussian), curvature, columns, 1);
    addAlongColumns(target, along(ones), ones, columns, -m);
  }
  return filtered;
}

/** Each row correlated with a symmetric kernel. */
function alongRows(slice: Float64Array, kernel: Float64Array, columns: number): Float64Array {
  const result = new Float64Array(slice.length);
  for (let start = 0; start < slice.length; start += columns) {
    for (const [i, weight] of kernel.entries()) {
      const offset = i - (SIZE - 1) / 2;
      const [from, to] = [Math.max(0, -offset), Math.min(columns, columns - offset)];
      for (let at = start + from; at < start + to; at++) {
        result[at] = (result[at] ?? 0) + weight * (slice[at + offset] ?? 0);
      }
    }
  }
  return result;
}

/** Adds `scale` times each column, correlated with a symmetric kernel. */
function addAlongColumns(
  target: Float64Array,
  slice: Float64Array,
  kernel: Float64Array,
  columns: number,
  scale: number,
): void {
  for (const [i, weight] of kernel.entries()) {
    const offset = (i - (SIZE - 1) / 2) * columns;
    const [from, to] = [Math.max(0, -offset), Math.min(slice.length, slice.length - offset)];
    for (let at = from; at < to; at++) {
      target[at] = (target[at] ?? 0) + scale * weight * (slice[at + offset] ?? 0);
    }
  }
}
