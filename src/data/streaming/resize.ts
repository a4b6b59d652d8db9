import { product } from '../../util/arrays.ts';

/** An array in row-major order. */
export interface Sized {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/**
 * Resamples the last axes of an array to `size`, one after the other: linearly between neighbors and, where an axis
 * shrinks, with the average of what falls together, weighted by a triangle as wide as the step. That is PIL's
 * `BILINEAR`; pixels are squares, and borders meet borders.
 */
export function resample(array: Sized, size: readonly number[]): Sized {
  const first = array.shape.length - size.length;
  return size.reduce((resized, length, i) => resampleAxis(resized, first + i, length), array);
}

/** The same for classes: each value is that of the nearest neighbor. */
export function resampleClasses(array: Sized, size: readonly number[]): Sized {
  const first = array.shape.length - size.length;
  return size.reduce((resized, length, i) => nearestAlongAxis(resized, first + i, length), array);
}

/**
 * Cuts off or adds zeros on all sides of the last axes, such that the middle, index floor(N / 2), stays the middle: of
 * k-space the center, of which less or more then makes a coarser or a finer image.
 */
export function crop(array: Sized, size: readonly number[]): Sized {
  const first = array.shape.length - size.length;
  return size.reduce((cropped, length, i) => cropAxis(cropped, first + i, length), array);
}

function resampleAxis(array: Sized, axis: number, length: number): Sized {
  const from = array.shape[axis] ?? 1;
  if (from === length) return array;
  const taps = Array.from({ length }, (_, i) => tapsOf(i, from, length));
  return alongAxis(array, axis, length, (source, start, step, target, at) => {
    for (const [i, { first, weights }] of taps.entries()) {
      let total = 0;
      for (const [k, weight] of weights.entries())
        total += weight * (source[start + (first + k) * step] ?? 0);
      target[at + i * step] = total;
    }
  });
}

function nearestAlongAxis(array: Sized, axis: number, length: number): Sized {
  const from = array.shape[axis] ?? 1;
  if (from === length) return array;
  const nearest = Array.from({ length }, (_, i) => Math.floor(((i + 0.5) * from) / length));
  return alongAxis(array, axis, length, (source, start, step, target, at) => {
    for (const [i, k] of nearest.entries()) target[at + i * step] = source[start + k * step] ?? 0;
  });
}

/** Which neighbors make up a value, and with what weights. */
function tapsOf(i: number, from: number, to: number): { first: number; weights: readonly number[] } {
  const scale = from / to;
  const radius = Math.max(1, scale);
  const center = (i + 0.5) * scale;
  const first = Math.max(0, Math.floor(center - radius + 0.5));
  const end = Math.min(from, Math.floor(center + radius + 0.5));
  const raw = Array.from({ length: end - first }, (_, k) =>
    Math.max(0, 1 - Math.abs(first + k + 0.5 - center) / radius),
  );
  const sum = raw.reduce((a, b) => a + b, 0);
  return { first, weights: raw.map((weight) => weight / sum) };
}

function cropAxis(array: Sized, axis: number, length: number): Sized {
  const from = array.shape[axis] ?? 1;
  if (from === length) return array;
  const shift = Math.floor(from / 2) - Math.floor(length / 2);
  return alongAxis(array, axis, length, (source, start, step, target, at) => {
    for (let i = 0; i < length; i++) {
      const j = i + shift;
      if (j >= 0 && j < from) target[at + i * step] = source[start + j * step] ?? 0;
    }
  });
}

type Line = (source: Float32Array, start: number, step: number, target: Float32Array, at: number) => void;

/** Makes an array that is longer or shorter along one axis, line by line. */
function alongAxis({ values, shape }: Sized, axis: number, length: number, line: Line): Sized {
  const from = shape[axis] ?? 1;
  const inner = product(shape.slice(axis + 1));
  const outer = product(shape.slice(0, axis));
  const target = new Float32Array(outer * length * inner);
  for (let block = 0; block < outer; block++) {
    for (let i = 0; i < inner; i++) {
      line(values, block * from * inner + i, inner, target, block * length * inner + i);
    }
  }
  return { values: target, shape: shape.with(axis, length) };
}
