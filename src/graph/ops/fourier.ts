import { product, range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { constant } from '../leaf.ts';
import type { Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { matMul } from './linear.ts';
import { rearrange } from './rearrange.ts';
import { reshape } from './shape.ts';

/** Up to this size a transform is one product with the whole DFT matrix. */
const DIRECT = 48;

/** Which axes of planar complex tensors are transformed. */
export interface FourierTransformOptions {
  /** How many axes are spatial, the last ones; the axis of real and imaginary part is before them. 2 by default. */
  readonly spatial?: number;
  /** Those that are transformed, counted from the end (−1: columns); all spatial ones by default. */
  readonly axes?: readonly number[];
}

/**
 * The centered, orthonormal Fourier transform, from image to k-space; in two dimensions unless told otherwise:
 *
 *     y[k] = N^(-1/2) Σ_n x[n] exp(-2πi (k - c)(n - c) / N),  c = ⌊N/2⌋, along each axis.
 *
 * As matrix products it runs on every device and differentiates by itself; the gradient is the adjoint. An axis of
 * N = N₁N₂ elements takes two products with small matrices (Cooley and Tukey 1965), twiddle factors, shifts and
 * scale included in the second.
 *
 * @param x complex images, planar: [..., 2, row, column], real part first
 * @throws InputError when the axis before the spatial ones is not of size 2, or an axis is not spatial.
 * @example const kspace = fourierTransform(image); // [coil, 2, 320, 320]
 */
export function fourierTransform(x: Tensor, options: FourierTransformOptions = {}): Tensor {
  return transformAxes(x, -1, options);
}

/** The inverse of {@link fourierTransform}, which is its adjoint: from k-space to image. */
export function inverseFourierTransform(x: Tensor, options: FourierTransformOptions = {}): Tensor {
  return transformAxes(x, 1, options);
}

function transformAxes(x: Tensor, sign: 1 | -1, { spatial = 2, axes }: FourierTransformOptions): Tensor {
  const last = range(-spatial, 0);
  check(x.rank > spatial && sizeOf(x, -spatial - 1) === 2, () => ({
    where: 'fourierTransform',
    expected: `planar complex images [..., 2, ${spatial === 2 ? 'row, column' : `${spatial} spatial axes`}]`,
    received: x.toString(),
  }));
  check(axes === undefined || axes.every((axis) => last.includes(axis)), () => ({
    where: 'fourierTransform, axes',
    expected: `axes from ${-spatial} to -1`,
    received: `${axes?.join(', ')}`,
  }));
  return (axes ?? last).reduce((y, axis) => transformAxis(y, x.rank + axis, spatial, sign), x);
}

/** The transform along one axis: what is spatial before it joins the batch, what is after it the columns. */
function transformAxis(x: Tensor, axis: number, spatial: number, sign: 1 | -1): Tensor {
  const first = x.rank - spatial;
  const before = product(x.shape.slice(first, axis));
  const after = product(x.shape.slice(axis + 1));
  const parts = reshape(x, [-1, 2, before, sizeOf(x, axis), after]);
  // The products want long rows.
  if (after === 1) {
    const turned = rearrange(parts, 'n r b h 1 -> n r h b');
    return reshape(rearrange(transformRows(turned, sign), 'n r h b -> n r b h 1'), x.shape);
  }
  const images = rearrange(parts, 'n r b h w -> (n b) r h w');
  const back = rearrange(transformRows(images, sign), '(n b) r h w -> n r b h w', { b: before });
  return reshape(back, x.shape);
}

/** The one-dimensional transform along the rows' axis of [n, 2, row, column]. */
function transformRows(x: Tensor, sign: 1 | -1): Tensor {
  const size = sizeOf(x, 2);
  const [first, second] = factors(size);
  if (first === 1)
    return rearrange(
      matMul(wholeMatrix(size, sign), rearrange(x, 'n r h w -> n (r h) w')),
      'n (r h) w -> n r h w',
      { r: 2 },
    );
  // n = N₂ a + b and k = p + N₁ q:  (k - c)(n - c) ≡ N₂ a (p - c) + (b - c)(k - c)  modulo N
  const overA = matMul(
    firstMatrix(first, second, sign),
    rearrange(x, 'n r (a b) w -> n (r a) (b w)', { b: second }),
  );
  const perP = rearrange(overA, 'n (p r) (b w) -> n p (r b) w', { r: 2, b: second });
  const overB = matMul(secondMatrices(first, second, sign), perP);
  return rearrange(overB, 'n p (r q) w -> n r (q p) w', { r: 2 });
}

/** N₁ and N₂ with N₁ N₂ = N, as equal as can be; 1 and N where one product is as good. */
export function factors(size: number): [number, number] {
  if (size <= DIRECT) return [1, size];
  const first = range(1, Math.floor(Math.sqrt(size)) + 1).findLast((n) => size % n === 0) ?? 1;
  return [first, size / first];
}

type Phase = (output: number, input: number) => number;

/**
 * A complex matrix as a real one on (real, imaginary) pairs. Its entries are exp(2πi phase / N) scale; the phase is
 * reduced in integers, so that large products lose no accuracy.
 */
function complexRows(
  size: number,
  sign: number,
  scale: number,
  outputs: number,
  inputs: number,
  phase: Phase,
) {
  const entry = (k: number, n: number) => {
    const angle = (2 * Math.PI * sign * (phase(k, n) % size)) / size;
    return { re: scale * Math.cos(angle), im: scale * Math.sin(angle) };
  };
  return { outputs, inputs, entry };
}

/** Rows in the order (k, part) when the part is `innermost`, else (part, k); columns always (part, n). */
function realMatrix(
  { outputs, inputs, entry }: ReturnType<typeof complexRows>,
  part: 'innermost' | 'outermost',
) {
  const matrix = new Float32Array(4 * outputs * inputs);
  for (const k of range(outputs)) {
    const [row, below] = part === 'innermost' ? [2 * k, 2 * k + 1] : [k, outputs + k];
    for (const n of range(inputs)) {
      const { re, im } = entry(k, n);
      matrix.set([re], row * 2 * inputs + n);
      matrix.set([-im], row * 2 * inputs + inputs + n);
      matrix.set([im], below * 2 * inputs + n);
      matrix.set([re], below * 2 * inputs + inputs + n);
    }
  }
  return matrix;
}

function wholeMatrix(size: number, sign: number): Tensor {
  const c = Math.floor(size / 2);
  const rows = complexRows(size, sign, size ** -0.5, size, size, (k, n) => (k - c) * (n - c));
  return constant(realMatrix(rows, 'outermost'), [2 * size, 2 * size]);
}

/** Matrices by what they are made of: all transforms of a size, in all graphs, share theirs. */
const made = new Map<string, Tensor>();

function remembered(key: string, make: () => Tensor): Tensor {
  const matrix = made.get(key) ?? make();
  made.set(key, matrix);
  return matrix;
}

/** exp(∓2πi N₂ a (p - c) / N), rows (p, part), columns (part, a). */
export function firstMatrix(first: number, second: number, sign: number): Tensor {
  const size = first * second;
  const c = Math.floor(size / 2);
  return remembered(`first ${first} ${second} ${sign}`, () => {
    const rows = complexRows(size, sign, 1, first, first, (p, a) => second * a * (p - c));
    return constant(realMatrix(rows, 'innermost'), [2 * first, 2 * first]);
  });
}

/**
 * For each p: exp(∓2πi (b - c)(p + N₁ q - c) / N) N^(-1/2), rows (part, q) or, the part innermost, (q, part), columns
 * (part, b).
 */
export function secondMatrices(
  first: number,
  second: number,
  sign: number,
  part: 'innermost' | 'outermost' = 'outermost',
): Tensor {
  return remembered(`second ${first} ${second} ${sign} ${part}`, () => {
    const size = first * second;
    const c = Math.floor(size / 2);
    const matrices = new Float32Array(first * 4 * second * second);
    for (const p of range(first)) {
      const phase: Phase = (q, b) => (b - c) * (p + first * q - c);
      const rows = complexRows(size, sign, size ** -0.5, second, second, phase);
      matrices.set(realMatrix(rows, part), p * 4 * second * second);
    }
    return constant(matrices, [first, 2 * second, 2 * second]);
  });
}
