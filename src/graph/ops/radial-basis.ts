import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { constant } from '../leaf.ts';
import type { Tensor } from '../tensor.ts';
import { sizeOf } from '../tensor.ts';
import { add, clip, exp, mul, neg, sub } from './arithmetic.ts';
import { concat } from './concat.ts';
import { matMul, matrixTranspose } from './linear.ts';
import { withGradient } from './own-gradient.ts';
import { reduceSum } from './reduce.ts';
import { reshape } from './shape.ts';
import { slice, split } from './slice.ts';

/**
 * φ_k(x) = Σ_j w_kj exp(−(x − μ_j)² / 2σ²), of each channel k its own function: a weighted sum of N Gaussians at
 * equidistant μ_j from −I to I, with σ = 2I / (N − 1), their distance (Chen and Pock 2017).
 *
 * In units of σ, in which x is z, Gaussian l of a block of L with its middle at m is
 *
 *     exp(−(z − m − l)² / 2) = exp(−(z − m)² / 2) · exp(l z) · exp(−l m − l² / 2),
 *
 * one Gaussian a block, L exponentials that all blocks share, and numbers that belong to the weights. So N functions
 * take N/L + L exponentials and one product of small matrices. Farther than {@link REACH} σ outside of [−I, I], φ keeps
 * its value, which is below 2e−8 of the weights. The gradients are formulas: dw_j = Σ g_j(z) dy and dx = φ'(x) dy with
 * σ φ'(z) = Σ_j μ_j w_j g_j(z) − z φ(z). They compute the exponentials again: to keep them would save 6 % of a training
 * step and cost eight times the memory of x. Channels are taken in groups that stay in the processor's cache.
 *
 * One thread, 24 channels of 128², 15 functions, value alone and with both gradients: 1.3 and 3.8 ms; by blocks of 8 in
 * Horner's scheme 1.6 and 4.7; function by function, differentiated, 5 and 17, and with all functions in one array 6 and
 * 19, both in hundreds of MB. 48 channels of 320², 31 functions: 46 and 120 ms.
 */
const REACH = 6;

/** As many numbers as a group's channels may have: with its exponentials, what a cache of megabytes holds. */
const GROUP = 2 ** 17;

/** Exponents stay below this, where float32 ends at 88. */
const LARGEST_EXPONENT = 80;

/**
 * Weighted sums of Gaussians, one function a channel.
 *
 * @param x [batch, channel, ...]
 * @param weights [channel, function]: w
 * @param limit I, in the unit of x
 * @throws InputError where shapes do not fit, or there are less than 2 functions.
 * @example const y = radialBasisSum(responses, weights, 1); // [1, 48, 320, 320], [48, 31]
 */
export function radialBasisSum(x: Tensor, weights: Tensor, limit: number): Tensor {
  const [channels = 0, functions = 0] = weights.shape;
  check(
    x.rank >= 2 && weights.rank === 2 && sizeOf(x, 1) === channels && functions >= 2 && limit > 0,
    () => ({
      where: 'radialBasisSum',
      expected:
        'x [batch, channel, ...], weights [channel, function] of 2 functions or more, a limit above 0',
      received: `${x}, ${weights}, ${limit}`,
    }),
  );
  const basis = blockBasis(functions, limit);
  const flat = reshape(x, [sizeOf(x, 0), channels, 1, -1]);
  const sizes = groupSizes(channels, flat.size / channels);
  const [parts, partWeights] = [split(flat, sizes, 1), split(weights, sizes, 0)];
  const sums = parts.map((part, i) => channelSums(part, partWeights[i] ?? weights, basis));
  return reshape(concat(sums, 1), x.shape);
}

/** The Gaussians in blocks of equal length, the last filled up with some of weight 0. In units of σ. */
interface BlockBasis {
  readonly functions: number;
  readonly sigma: number;
  /** The middle of each block, m. */
  readonly middles: readonly number[];
  /** Where a block's Gaussians lie about its middle, l. */
  readonly offsets: readonly number[];
  /** The outermost z that is told apart. */
  readonly outermost: number;
}

function blockBasis(functions: number, limit: number): BlockBasis {
  const last = (functions - 1) / 2;
  const longest = 1 + Math.floor((2 * LARGEST_EXPONENT) / (2 * last + REACH));
  const length = Math.max(1, Math.min(longest, Math.floor(Math.sqrt(2 * functions))));
  const middle = (length - 1) / 2;
  return {
    functions,
    sigma: limit / last,
    middles: range(Math.ceil(functions / length)).map((i) => i * length + middle - last),
    offsets: range(length).map((l) => l - middle),
    outermost: last + REACH,
  };
}

/** Equal groups of channels, as few as stay within {@link GROUP} numbers; a number that does not divide goes last. */
function groupSizes(channels: number, perChannel: number): number[] {
  const size = Math.max(1, Math.min(channels, Math.floor(GROUP / perChannel)));
  return range(Math.ceil(channels / size)).map((i) => Math.min(size, channels - i * size));
}

/** {@link radialBasisSum} of x [batch, channel, 1, point], with its gradient. */
function channelSums(x: Tensor, weights: Tensor, basis: BlockBasis): Tensor {
  const value = summed(blockWeights(weights, basis), exponentials(x, basis, 1));
  return withGradient(value, [x, weights], (dy, [at = x, w = weights], y) => gradientOf(dy, at, w, y, basis));
}

interface Exponentials {
  /** x / σ, within reach. */
  readonly z: Tensor;
  /** exp(l z): [batch, channel, l, point] */
  readonly waves: Tensor;
  /** exp(−(z − m)² / 2): [batch, channel, m, point] */
  readonly gaussians: Tensor;
}

/**
 * The exponentials of x, or for the gradient, computed on the other side of 0, their like: the same numbers, which ONNX
 * Runtime must not recognize, for it would keep the first.
 */
function exponentials(
  x: Tensor,
  { sigma, outermost, middles, offsets }: BlockBasis,
  side: 1 | -1,
): Exponentials {
  const z = clip(mul(x, side / sigma), -outermost, outermost);
  const distance = sub(mul(z, Math.SQRT1_2), column(middles.map((m) => side * m * Math.SQRT1_2)));
  const waves = exp(mul(z, column(offsets.map((l) => side * l))));
  return { z, waves, gaussians: exp(mul(distance, neg(distance))) };
}

/**
 * Σ_m gaussian_m Σ_l weight_ml wave_l: [batch, channel, 1, point]. The outer sum is a product with ones, which takes a
 * fifth of the time of ReduceSum where there is one channel.
 */
function summed(weights: Tensor, { waves, gaussians }: Exponentials): Tensor {
  const blocks = sizeOf(gaussians, 2);
  const ones = constant(new Float32Array(blocks).fill(1), [1, blocks]);
  return matMul(ones, mul(matMul(weights, waves), gaussians));
}

/** dx = dy (Σ_j μ_j w_j g_j(z) − z φ(z)) / σ, and dw_j = Σ dy g_j(z). */
function gradientOf(dy: Tensor, x: Tensor, weights: Tensor, y: Tensor, basis: BlockBasis): Tensor[] {
  const parts = exponentials(x, basis, -1);
  const slope = add(summed(mul(blockWeights(weights, basis), nodes(basis)), parts), mul(y, parts.z));
  const perItem = matMul(mul(dy, parts.gaussians), matrixTranspose(parts.waves));
  const perFunction = reshape(mul(reduceSum(perItem, [0]), shares(basis)), [sizeOf(weights, 0), -1]);
  return [
    mul(dy, mul(slope, 1 / basis.sigma)),
    slice(perFunction, [{ axis: 1, start: 0, end: basis.functions }]),
  ];
}

/** w_ml exp(−l m − l² / 2), [channel, m, l] of [channel, function]. */
function blockWeights(weights: Tensor, basis: BlockBasis): Tensor {
  const { middles, offsets, functions } = basis;
  const missing = middles.length * offsets.length - functions;
  const channels = sizeOf(weights, 0);
  const nothing = constant(new Float32Array(channels * missing), [channels, missing]);
  const filled = missing > 0 ? concat([weights, nothing], 1) : weights;
  return mul(reshape(filled, [channels, middles.length, offsets.length]), shares(basis));
}

function shares(basis: BlockBasis): Tensor {
  return table(basis, (m, l) => Math.exp(-l * m - (l * l) / 2));
}

/** μ */
function nodes(basis: BlockBasis): Tensor {
  return table(basis, (m, l) => m + l);
}

function table({ middles, offsets }: BlockBasis, entry: (m: number, l: number) => number): Tensor {
  const values = middles.flatMap((m) => offsets.map((l) => entry(m, l)));
  return constant(values, [middles.length, offsets.length]);
}

function column(values: readonly number[]): Tensor {
  return constant(values, [values.length, 1]);
}
