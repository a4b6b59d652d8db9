/**
 * Line integrals by linear interpolation (Joseph 1982, "An improved algorithm for reprojection of rays through pixel
 * images", eq. 5 to 7): a ray that is closer to vertical than to horizontal crosses the center of each row once, where
 * the image is interpolated between two columns; a sum over rows, times the length between two of them. Other rays
 * change the places of rows and columns. Beyond its border the image is zero.
 */
import type { ImageGrid, Line } from './geometry.ts';

/** A ray through an image: at its step i it is at first + i · slope, along the axis that it crosses. */
export interface Ray {
  /** The first step within the image, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** The first step at which both neighbors are pixels, and the one after the last. */
  readonly insideFrom: number;
  readonly insideTo: number;
  readonly first: number;
  readonly slope: number;
  /** Of the path, in mm a step. */
  readonly length: number;
  /** How far apart in memory steps are, and neighbors along the axis that is interpolated. */
  readonly stepStride: number;
  readonly stride: number;
  /** How many pixels that axis has. */
  readonly size: number;
}

/** The ray that a line is in an image. */
export function rayThrough({ theta, s }: Line, { rows, columns, pixelSize }: ImageGrid): Ray {
  const [cos, sin] = [Math.cos(theta), Math.sin(theta)];
  const [row, column] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  const offset = s / pixelSize;
  // (column − c) cos θ − (row − r) sin θ = s / pixel size
  if (Math.abs(cos) >= Math.abs(sin)) {
    const [slope, first] = [sin / cos, column + (offset - row * sin) / cos];
    const length = pixelSize / Math.abs(cos);
    return { ...within(rows, first, slope, columns), length, stepStride: columns, stride: 1, size: columns };
  }
  const [slope, first] = [cos / sin, row - (offset + column * cos) / sin];
  const length = pixelSize / Math.abs(sin);
  return { ...within(columns, first, slope, rows), length, stepStride: 1, stride: columns, size: rows };
}

/** Where a ray meets pixels, and where it is between two. */
function within(steps: number, first: number, slope: number, size: number) {
  const [from, to] = between(-1, size, steps, first, slope);
  const [insideFrom, insideTo] = between(0, size - 1, steps, first, slope);
  return { from, to, insideFrom, insideTo, first, slope };
}

/** The first step at which a ray is between two places, and the one after the last. */
function between(low: number, high: number, steps: number, first: number, slope: number): [number, number] {
  if (slope === 0) return first >= low && first <= high ? [0, steps] : [0, 0];
  const [a, b] = [(low - first) / slope, (high - first) / slope];
  const from = Math.min(steps, Math.max(0, Math.ceil(Math.min(a, b))));
  return [from, Math.max(from, Math.min(steps, Math.floor(Math.max(a, b)) + 1))];
}

/** The integral of an image along a ray. */
export function integrate(image: Float32Array, ray: Ray): number {
  const { insideFrom, insideTo, first, slope, stepStride, stride } = ray;
  let sum = integrateBorder(image, ray, ray.from, insideFrom) + integrateBorder(image, ray, insideTo, ray.to);
  for (let step = insideFrom; step < insideTo; step++) {
    const place = first + step * slope;
    const lower = Math.trunc(place);
    const at = step * stepStride + lower * stride;
    const value = image[at] ?? 0;
    sum += value + (place - lower) * ((image[at + stride] ?? 0) - value);
  }
  return sum * ray.length;
}

function integrateBorder(image: Float32Array, ray: Ray, from: number, to: number): number {
  let sum = 0;
  pixelsBetween(ray, from, to, 1, (pixel, weight) => {
    sum += weight * (image[pixel] ?? 0);
  });
  return sum;
}

/** Adds a value to the pixels along a ray with the weights that {@link integrate} takes them. */
export function spread(value: number, ray: Ray, image: Float32Array): void {
  const { insideFrom, insideTo, first, slope, stepStride, stride, length } = ray;
  const part = value * length;
  const add = (pixel: number, weight: number) => {
    image[pixel] = (image[pixel] ?? 0) + weight;
  };
  pixelsBetween(ray, ray.from, insideFrom, part, add);
  pixelsBetween(ray, insideTo, ray.to, part, add);
  for (let step = insideFrom; step < insideTo; step++) {
    const place = first + step * slope;
    const lower = Math.trunc(place);
    const at = step * stepStride + lower * stride;
    const upper = (place - lower) * part;
    image[at] = (image[at] ?? 0) + part - upper;
    image[at + stride] = (image[at + stride] ?? 0) + upper;
  }
}

/** Calls `add` for each pixel along a ray, with its weight in mm. */
export function pixelsAlong(ray: Ray, add: PixelVisitor): void {
  pixelsBetween(ray, ray.from, ray.to, ray.length, add);
}

type PixelVisitor = (pixel: number, weight: number) => void;

/** Calls `add` for each pixel at some steps of a ray, with its weight in the interpolation times `scale`. */
function pixelsBetween(ray: Ray, from: number, to: number, scale: number, add: PixelVisitor): void {
  const { first, slope, stepStride, stride, size } = ray;
  for (let step = from; step < to; step++) {
    const place = first + step * slope;
    const lower = Math.floor(place);
    const at = step * stepStride + lower * stride;
    if (lower >= 0 && lower < size) add(at, (lower + 1 - place) * scale);
    if (lower >= -1 && lower < size - 1) add(at + stride, (place - lower) * scale);
  }
}
