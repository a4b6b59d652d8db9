import { constant, mul, type Tensor } from '../../graph/index.ts';
import { product, sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { centeredFft } from '../fourier/centered.ts';
import { type Gridding, type GriddingOptions, gridding } from '../fourier/gridding.ts';
import type { SparseMatrix } from '../linear-algebra/sparse-matrix.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { adjointOf, compose, type LinearOperator, linearOperator } from './linear-operator.ts';
import { paddedFourier } from './padded-fourier.ts';
import { lazily, sparseOperator } from './sparse-operator.ts';

/** How a non-uniform Fourier transform is computed, and how its samples count. */
export interface NonUniformFourierOptions extends GriddingOptions {
  /**
   * What each sample counts in A* A, [spoke, sample], such as the density compensation: A gives samples times the
   * roots of these weights, and takes them so. 1 by default.
   */
  readonly weights?: ShapedArray;
}

/**
 * The non-uniform fast Fourier transform, from images to samples of k-space anywhere:
 *
 *     y[m] = (w_m / N)^½ Σ_n x[n] exp(-2πi (k_row (n_row - c_row) / N_row + k_column (n_column - c_column) / N_column))
 *
 * with N = N_row N_column, c = ⌊N / 2⌋: on the points of a Cartesian grid it is the centered, orthonormal transform. It
 * pads the image, transforms it, and interpolates (see `gridding`); with the default kernel the error is below 1e-5 of
 * the largest sample. A* A is a convolution, computed with transforms of twice the size (Fessler et al. 2005, "Toeplitz-
 * based iterative image reconstruction for MRI with correction for magnetic field inhomogeneity").
 *
 * @param trajectory k in cycles per field of view, [2, spoke, sample]
 * @param imageShape [2, row, column], or [coil, 2, row, column]; samples are [coil, 2, spoke, sample] then
 * @throws InputError where shapes or options do not fit, or weights are negative.
 * @example const radial = nonUniformFourier(radialTrajectory({ spokes: 33, samples: 128 }), [8, 2, 128, 128]);
 */
export function nonUniformFourier(
  trajectory: ShapedArray,
  imageShape: readonly number[],
  options: NonUniformFourierOptions = {},
): LinearOperator {
  const [lead, sizes] = imageAxes(imageShape);
  const tables = gridding(trajectory, sizes, options);
  const scan = gridded(tables, lead, sizes, trajectory.shape.slice(1), sampleWeights(trajectory, options));
  const convolution = lazily(() => toeplitz(trajectory, lead, sizes, options));
  const pair = { apply: scan.apply, adjoint: scan.adjoint };
  return linearOperator({
    name: 'non-uniform Fourier transform',
    inputShape: scan.inputShape,
    outputShape: scan.outputShape,
    arrays: { ...pair, normal: (x) => convolution().apply(x) },
    graph: { ...pair, normal: (x) => convolution().apply(x) },
  });
}

function imageAxes(shape: readonly number[]): [lead: readonly number[], sizes: [number, number]] {
  const [parts, rows = 0, columns = 0] = shape.slice(-3);
  check(parts === 2 && rows > 0 && columns > 0, () => ({
    where: 'non-uniform Fourier transform',
    expected: 'images [..., 2, row, column]',
    received: `[${shape.join(', ')}]`,
  }));
  return [shape.slice(0, -2), [rows, columns]];
}

function sampleWeights(
  trajectory: ShapedArray,
  { weights }: NonUniformFourierOptions,
): Float32Array | undefined {
  check(
    weights === undefined ||
      (sameItems(weights.shape, trajectory.shape.slice(1)) && weights.data.every((w) => w >= 0)),
    () => ({
      where: 'non-uniform Fourier transform, weights',
      expected: `weights of 0 or more for samples [${trajectory.shape.slice(1).join(', ')}]`,
      received: `[${weights?.shape.join(', ')}], at least ${weights?.data.reduce((a, b) => Math.min(a, b))}`,
    }),
  );
  return weights?.data;
}

/** Deapodized and padded, transformed, and interpolated. */
function gridded(
  { gridShape, interpolation, deapodization }: Gridding,
  lead: readonly number[],
  sizes: readonly [number, number],
  samples: readonly number[],
  weights: Float32Array | undefined,
): LinearOperator {
  const grid = [...lead, ...gridShape];
  const names = { name: 'gridding', inputShape: grid, outputShape: [...lead, ...samples] };
  return compose(
    sparseOperator(weights ? weighted(interpolation, weights) : interpolation, names),
    paddedFourier({ lead, sizes, grid: gridShape, window: deapodization }),
  );
}

/** Rows times the roots of weights. */
function weighted(matrix: SparseMatrix, weights: Float32Array): SparseMatrix {
  const values = matrix.values.slice();
  for (let row = 0; row < matrix.rows; row++) {
    const root = Math.sqrt(weights[row] ?? 0);
    const end = matrix.starts[row + 1] ?? 0;
    for (let i = matrix.starts[row] ?? 0; i < end; i++) values[i] = (values[i] ?? 0) * root;
  }
  return { ...matrix, values };
}

/**
 * A* A as Z* F* Λ F Z: Z pads to twice the size, and Λ is the transform of the point spread function
 * q[d] = Σ_m w_m exp(2πi k_m d / N) / N, which is real, since q[-d] is the conjugate of q[d].
 */
function toeplitz(
  trajectory: ShapedArray,
  lead: readonly number[],
  sizes: readonly [number, number],
  options: NonUniformFourierOptions,
): LinearOperator {
  const double: [number, number] = [2 * sizes[0], 2 * sizes[1]];
  const factors = shaped(transferFunction(trajectory, double, options), double);
  const padded = [...lead, ...double];
  const transform = paddedFourier({ lead, sizes, grid: double });
  return compose(adjointOf(transform), diagonal(factors, padded), transform);
}

/** Λ, 4 F of the adjoint of the weights on a grid of twice the size, both orthonormal. */
function transferFunction(
  { data, shape }: ShapedArray,
  double: [number, number],
  options: NonUniformFourierOptions,
): Float32Array {
  const { weights, ...kernel } = options;
  const stretched = shaped(
    data.map((k) => 2 * k),
    shape,
  );
  const count = data.length / 2;
  const ones = new Float32Array(2 * count);
  ones.set(weights?.data ?? new Float32Array(count).fill(1));
  const psf = gridded(gridding(stretched, double, kernel), [2], double, shape.slice(1), undefined).adjoint(
    ones,
  );
  return centeredFft(psf, [2, ...double])
    .subarray(0, product(double))
    .map((value) => 4 * value);
}

/** A product with real factors [row, column]. */
function diagonal(factors: ShapedArray, shape: readonly number[]): LinearOperator {
  const { data } = factors;
  const times = (x: Float32Array) => x.map((value, i) => value * (data[i % data.length] ?? 0));
  const tensor = lazily(() => constant(data, factors.shape));
  const scaled = (x: Tensor) => mul(x, tensor());
  return linearOperator({
    name: 'transfer function',
    inputShape: shape,
    outputShape: shape,
    arrays: { apply: times, adjoint: times },
    graph: { apply: scaled, adjoint: scaled },
  });
}
