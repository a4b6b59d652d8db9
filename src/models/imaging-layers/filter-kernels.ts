import type { Tensor } from '../../graph/index.ts';
import { constant, div, matMul, norm, reshape } from '../../graph/index.ts';
import { unitNorm, zeroMean } from '../../layers/constraints.ts';
import type { WeightSpec } from '../../layers/weight.ts';
import { product, range } from '../../util/arrays.ts';
import type { RandomStream } from '../../util/random.ts';

/**
 * Filters as they are: `kernel` [filter, channel, row, column]. After every update each channel's mean is taken off,
 * then the norm over all channels becomes 1, so that the real and imaginary part of a complex filter have mean 0 and
 * norm 1 together. They start as Gaussian noise, put there too.
 */
export function freeKernel(filters: number, channels: number, size: number): WeightSpec {
  const [centered, normalized] = [zeroMean([2, 3]), unitNorm([1, 2, 3])];
  return {
    name: 'kernel',
    shape: [filters, channels, size, size],
    trainable: true,
    initializer: (shape, stream) => randomFilters(shape, stream),
    constraint: (kernel) => normalized(centered(kernel)),
  };
}

function randomFilters(shape: readonly number[], stream: RandomStream): Float32Array {
  const values = Float32Array.from({ length: product(shape) }, () => stream.normal());
  const [, channels = 1, ...taps] = shape;
  const plane = product(taps);
  for (let at = 0; at < values.length; at += plane) center(values.subarray(at, at + plane));
  for (let at = 0; at < values.length; at += channels * plane)
    normalize(values.subarray(at, at + channels * plane));
  return values;
}

function center(values: Float32Array): void {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) - mean;
}

function normalize(values: Float32Array): void {
  const length = Math.hypot(...values);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) / length;
}

/**
 * Filters in the basis of the discrete cosine transform without its constant, so that they have mean 0: `coefficients`
 * [filter, size² − 1] c of kernels B c / ‖c‖ (Chen and Pock 2017). They start as the basis itself, from
 * its lowest frequencies on; what goes beyond starts as noise.
 */
export function cosineCoefficients(filters: number, size: number): WeightSpec {
  const functions = size * size - 1;
  const start = (_: readonly number[], stream: RandomStream) => {
    const values = new Float32Array(filters * functions);
    for (let i = 0; i < filters; i++) {
      if (i < functions) values[i * functions + i] = 1;
      else for (let j = 0; j < functions; j++) values[i * functions + j] = stream.normal();
    }
    return values;
  };
  return { name: 'coefficients', shape: [filters, functions], trainable: true, initializer: start };
}

/** The kernels [filter, 1, row, column] that coefficients stand for. */
export function cosineKernels(coefficients: Tensor, size: number): Tensor {
  const unit = div(coefficients, norm(coefficients, [1], true, 1e-12));
  return reshape(matMul(unit, constant(cosineBasis(size), [size * size - 1, size * size])), [
    -1,
    1,
    size,
    size,
  ]);
}

/** The orthonormal cosine basis of size × size patches without the constant, ordered by frequency. */
function cosineBasis(size: number): Float32Array {
  const wave = (frequency: number, at: number) =>
    Math.sqrt((frequency === 0 ? 1 : 2) / size) * Math.cos((Math.PI * frequency * (2 * at + 1)) / (2 * size));
  const frequencies = range(1, size * size)
    .map((i) => [Math.floor(i / size), i % size] as const)
    .toSorted(([a, b], [c, d]) => a + b - c - d);
  return Float32Array.from(
    frequencies.flatMap(([u, v]) =>
      range(size * size).map((i) => wave(u, Math.floor(i / size)) * wave(v, i % size)),
    ),
  );
}
