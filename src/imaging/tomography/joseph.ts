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

/** The steps at which a ray is between −1 and the size of the axis. */
function within(steps: number, first: number, slope: number, size: number) {
  const [a, b] = [(-1 - first) / slope, (size - first) / slope];
  const inside = first > -1 && first < size;
  if (slope === 0) return { from: 0, to: inside ? steps : 0, first, slope };
  const from = Math.max(0, Math.ceil(Math.min(a, b)));
  const to = Math.min(steps, Math.floor(Math.max(a, b)) + 1);
  return { from, to, first, slope };
}

/** The integral of an image along a ray. */
export function integrate(image: Float32Array, ray: Ray): number {
  const { from, to, first, slope, stepStride, stride, size } = ray;
  let sum = 0;
  for (let step = from; step < to; step++) {
    const place = first + step * slope;
    const lower = Math.floor(place);
    const upperWeight = place - lower;
    const at = step * stepStride + lower * stride;
    if (lower >= 0 && lower < size) sum += (1 - upperWeight) * (image[at] ?? 0);
    if (lower >= -1 && lower < size - 1) sum += upperWeight * (image[at + stride] ?? 0);
  }
  return sum * ray.length;
}

/** Adds a value to the pixels along a ray with the weights that {@link integrate} takes them. */
export function spread(value: number, ray: Ray, image: Float32Array): void {
  const { from, to, first, slope, stepStride, stride, size } = ray;
  const part = value * ray.length;
  for (let step = from; step < to; step++) {
    const place = first + step * slope;
    const lower = Math.floor(place);
    const upper = (place - lower) * part;
    const at = step * stepStride + lower * stride;
    if (lower >= 0 && lower < size) image[at] = (image[at] ?? 0) + part - upper;
    if (lower >= -1 && lower < size - 1) image[at + stride] = (image[at + stride] ?? 0) + upper;
  }
}

/** Calls `add` for each pixel along a ray, with its weight in mm. */
export function pixelsAlong(ray: Ray, add: (pixel: number, weight: number) => void): void {
  const { from, to, first, slope, stepStride, stride, size, length } = ray;
  for (let step = from; step < to; step++) {
    const place = first + step * slope;
    const lower = Math.floor(place);
    const at = step * stepStride + lower * stride;
    if (lower >= 0 && lower < size) add(at, (lower + 1 - place) * length);
    if (lower >= -1 && lower < size - 1) add(at + stride, (place - lower) * length);
  }
}
