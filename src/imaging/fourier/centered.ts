import { product } from '../../util/arrays.ts';
import { type ComplexLines, fft, type Sign } from './fft.ts';

/** Which axes of planar complex data are transformed. */
export interface FourierAxes {
  /** How many axes are spatial, the last ones; the axis of real and imaginary part is before them. 2 by default. */
  readonly spatial?: number;
  /** Those that are transformed, counted from the end (−1: columns); all spatial ones by default. */
  readonly axes?: readonly number[];
}

/**
 * The centered, orthonormal Fourier transform of plain planar complex data, from image to k-space:
 *
 *     y[k] = N^(-1/2) Σ_n x[n] exp(-2πi (k - c)(n - c) / N),  c = ⌊N/2⌋, along each axis.
 *
 * @param shape [..., 2, ...spatial axes]
 * @returns new data of the same shape, computed in double precision
 * @example const kspace = centeredFft(image, [8, 2, 128, 128]);
 */
export function centeredFft(x: Float32Array, shape: readonly number[], axes: FourierAxes = {}): Float32Array {
  return transform(x, shape, axes, -1);
}

/** The inverse of {@link centeredFft}, which is its adjoint. */
export function inverseCenteredFft(
  x: Float32Array,
  shape: readonly number[],
  axes: FourierAxes = {},
): Float32Array {
  return transform(x, shape, axes, 1);
}

function transform(
  x: Float32Array,
  shape: readonly number[],
  { spatial = 2, axes }: FourierAxes,
  sign: Sign,
): Float32Array {
  const sizes = shape.slice(shape.length - spatial);
  const points = product(sizes);
  const transformed = (axes ?? sizes.map((_, i) => i - spatial)).map((axis) => axis + spatial);
  const scale = product(transformed.map((axis) => sizes[axis] ?? 1)) ** -0.5;
  const y = new Float32Array(x.length);
  let [lines, work] = [complexLines(points), complexLines(points)];
  for (let at = 0; at < x.length; at += 2 * points) {
    lines.re.set(x.subarray(at, at + points));
    lines.im.set(x.subarray(at + points, at + 2 * points));
    for (const axis of transformed) [lines, work] = alongAxis(lines, work, sizes, axis, sign);
    store(lines.re, scale, y, at);
    store(lines.im, scale, y, at + points);
  }
  return y;
}

function complexLines(length: number): ComplexLines {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

function store(values: Float64Array, scale: number, into: Float32Array, at: number): void {
  for (let i = 0; i < values.length; i++) into[at + i] = (values[i] ?? 0) * scale;
}

/** Transforms one axis; gives the arrays back, the result first. */
function alongAxis(
  lines: ComplexLines,
  work: ComplexLines,
  sizes: readonly number[],
  axis: number,
  sign: Sign,
): [ComplexLines, ComplexLines] {
  const length = sizes[axis] ?? 1;
  const inner = product(sizes.slice(axis + 1));
  const block = length * inner;
  const center = Math.floor(length / 2) * inner;
  for (let at = 0; at < lines.re.length; at += block) {
    const [own, spare] = [part(lines, at, block), part(work, at, block)];
    roll(own, spare, center);
    const result = fft(spare, own, length, inner, sign);
    const other = result === own ? spare : own;
    roll(result, other, block - center);
    if (other !== spare) copy(other, spare);
  }
  return [work, lines];
}

function part({ re, im }: ComplexLines, at: number, length: number): ComplexLines {
  return { re: re.subarray(at, at + length), im: im.subarray(at, at + length) };
}

function copy(from: ComplexLines, to: ComplexLines): void {
  to.re.set(from.re);
  to.im.set(from.im);
}

/** What was at `start` comes first, what was before it last. */
function roll(from: ComplexLines, to: ComplexLines, start: number): void {
  const length = from.re.length;
  for (const [source, target] of [
    [from.re, to.re],
    [from.im, to.im],
  ] as const) {
    target.set(source.subarray(start));
    target.set(source.subarray(0, start), length - start);
  }
}
