/** CG-SENSE from scratch: numbers, loops, and the adjoint by hand. */
import { type Course, main, type Scan, tolerance } from './problem.ts';

/** Complex numbers. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A scan as complex numbers: one set of maps and of k-space for each coil. */
interface Measurement {
  readonly size: number;
  readonly maps: readonly Complex[];
  readonly kspace: readonly Complex[];
  readonly mask: Float32Array;
}

function zeros(length: number): Complex {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/**
 * The centered Fourier transform of a square image along one axis: every output is a sum over a whole line. `sign` -1
 * leads to k-space, +1 back.
 */
function alongAxis(x: Complex, size: number, axis: 'rows' | 'columns', sign: 1 | -1): Complex {
  const [step, line] = axis === 'columns' ? [1, size] : [size, 1];
  const { re: cos, im: sin } = circle(size, sign);
  const y = zeros(x.re.length);
  for (let start = 0; start < size * line; start += line) {
    for (let k = 0; k < size; k++) {
      let [re, im] = [0, 0];
      for (let n = 0, at = start; n < size; n++, at += step) {
        const turn = ((k - size / 2) * (n - size / 2) + size * size) % size;
        const a = x.re[at] ?? 0;
        const b = x.im[at] ?? 0;
        const c = cos[turn] ?? 0;
        const s = sin[turn] ?? 0;
        re += a * c - b * s;
        im += a * s + b * c;
      }
      y.re[start + k * step] = re;
      y.im[start + k * step] = im;
    }
  }
  return y;
}

/** exp(± 2πi n / size) / √size, once around. */
function circle(size: number, sign: 1 | -1): Complex {
  const around = (wave: (angle: number) => number) =>
    Float64Array.from({ length: size }, (_, n) => wave((sign * 2 * Math.PI * n) / size) / Math.sqrt(size));
  return { re: around(Math.cos), im: around(Math.sin) };
}

/** F, or with `sign` +1 its inverse, which is its adjoint. */
function fourier(x: Complex, size: number, sign: 1 | -1): Complex {
  return alongAxis(alongAxis(x, size, 'rows', sign), size, 'columns', sign);
}

/** A x: every coil sees the image through its map, in k-space, where it was sampled. */
export function forward(x: Complex, { size, maps, mask }: Measurement): Complex[] {
  return maps.map((map) => {
    const seen = zeros(x.re.length);
    for (let i = 0; i < seen.re.length; i++) {
      const [a, b, c, d] = [x.re[i] ?? 0, x.im[i] ?? 0, map.re[i] ?? 0, map.im[i] ?? 0];
      seen.re[i] = a * c - b * d;
      seen.im[i] = a * d + b * c;
    }
    return sampled(fourier(seen, size, -1), mask);
  });
}

/** A* y: the same in reverse, conjugated: where it was sampled, back from k-space, times the conjugate map, added up. */
export function adjoint(y: readonly Complex[], { size, maps, mask }: Measurement): Complex {
  const x = zeros(size * size);
  for (const [coil, map] of maps.entries()) {
    const image = fourier(sampled(y[coil] ?? x, mask), size, 1);
    for (let i = 0; i < x.re.length; i++) {
      const [a, b, c, d] = [image.re[i] ?? 0, image.im[i] ?? 0, map.re[i] ?? 0, map.im[i] ?? 0];
      x.re[i] = (x.re[i] ?? 0) + a * c + b * d;
      x.im[i] = (x.im[i] ?? 0) + b * c - a * d;
    }
  }
  return x;
}

function sampled({ re, im }: Complex, mask: Float32Array): Complex {
  const keep = (value: number, i: number) => value * (mask[i] ?? 0);
  return { re: re.map(keep), im: im.map(keep) };
}

/** The real part of the inner product. */
function dot(a: Complex, b: Complex): number {
  let total = 0;
  for (let i = 0; i < a.re.length; i++) {
    total += (a.re[i] ?? 0) * (b.re[i] ?? 0) + (a.im[i] ?? 0) * (b.im[i] ?? 0);
  }
  return total;
}

/** a + scale · b. */
function plus(a: Complex, b: Complex, scale: number): Complex {
  return {
    re: a.re.map((value, i) => value + scale * (b.re[i] ?? 0)),
    im: a.im.map((value, i) => value + scale * (b.im[i] ?? 0)),
  };
}

/** Conjugate gradients for A* A x = A* y (Hestenes and Stiefel 1952), from x = 0. */
export function solve(scan: Scan, iterations: number): Course {
  const measurement = measurementOf(scan);
  const start = adjoint(measurement.kspace, measurement);
  let [x, r, p] = [zeros(start.re.length), start, start];
  const first = dot(r, r);
  let energy = first;
  const course: { residuals: number[]; images: Float32Array[] } = { residuals: [], images: [] };
  for (let i = 0; i < iterations && energy > tolerance ** 2 * first; i++) {
    const q = adjoint(forward(p, measurement), measurement);
    const step = energy / dot(p, q);
    x = plus(x, p, step);
    r = plus(r, q, -step);
    const next = dot(r, r);
    p = plus(r, p, next / energy);
    energy = next;
    course.residuals.push(Math.sqrt(energy / first));
    course.images.push(Float32Array.from([...x.re, ...x.im]));
  }
  return course;
}

/** A scan's arrays, taken apart into complex numbers. */
export function measurementOf({ kspace, maps, mask }: Scan): Measurement {
  const size = mask.shape.at(-1) ?? 0;
  const split = ({ data }: Scan['maps']) =>
    Array.from({ length: data.length / (2 * size * size) }, (_, coil) => {
      const part = (which: number) =>
        Float64Array.from(
          data.subarray((2 * coil + which) * size * size, (2 * coil + which + 1) * size * size),
        );
      return { re: part(0), im: part(1) };
    });
  return { size, maps: split(maps), kspace: split(kspace), mask: mask.data };
}

await main(import.meta, solve);
