import { product, range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { normalizeAxis, sizeOf } from '../tensor.ts';
import { add, mul, reciprocal, sqrt, square, sub } from './arithmetic.ts';
import { broadcastShapes } from './elementwise.ts';
import { reduceMean } from './reduce.ts';
import { reshape } from './shape.ts';

/** What follows a normalization, and what keeps it finite. */
export interface NormalizationOptions {
  /** γ, which the normalized values are multiplied by. */
  readonly scale?: Tensor;
  /** β, which is added last. */
  readonly bias?: Tensor;
  /** ε, added to the variance; 1e-5 by default. */
  readonly epsilon?: number;
}

/** Normalized values with the statistics that they were normalized by. */
export interface Normalized {
  readonly y: Tensor;
  readonly mean: Tensor;
  /** Divided by n, as in the normalization itself; moving averages of PyTorch take n / (n − 1) times this. */
  readonly variance: Tensor;
}

/**
 * (x − mean) / √(variance + ε) · γ + β with the statistics of x itself over `axes`, which they keep with size 1. γ
 * and β broadcast.
 */
export function normalizeOver(
  x: Tensor,
  axes: readonly number[],
  options: NormalizationOptions = {},
): Normalized {
  const mean = reduceMean(x, axes, true);
  const centered = sub(x, mean);
  const variance = reduceMean(square(centered), axes, true);
  return { y: scaleAndShift(centered, variance, options), mean, variance };
}

/** (x − mean) / √(variance + ε) · γ + β with given statistics; all broadcast. */
export function normalizeBy(
  x: Tensor,
  mean: Tensor,
  variance: Tensor,
  options: NormalizationOptions = {},
): Tensor {
  return scaleAndShift(sub(x, mean), variance, options);
}

/** centered · γ / √(variance + ε) + β, where γ and variance are multiplied first if that is the smaller product. */
function scaleAndShift(
  centered: Tensor,
  variance: Tensor,
  { scale, bias, epsilon = 1e-5 }: NormalizationOptions,
): Tensor {
  const precision = reciprocal(sqrt(add(variance, epsilon)));
  const scaled = scale ? multiply(centered, precision, scale) : mul(centered, precision);
  return bias ? add(scaled, bias) : scaled;
}

function multiply(x: Tensor, a: Tensor, b: Tensor): Tensor {
  const small = product(broadcastShapes(a.shape, b.shape, 'normalization')) < x.size;
  return small ? mul(x, mul(a, b)) : mul(mul(x, a), b);
}

/**
 * Batch normalization in training (Ioffe and Szegedy 2015): every channel of [batch, channel, ...] has its own
 * statistics. `mean` and `variance` are [channel].
 *
 * @param options scale and bias are [channel]
 */
export function batchNormalization(x: Tensor, options: NormalizationOptions = {}): Normalized {
  const axes = range(x.rank).filter((axis) => axis !== 1);
  const { y, mean, variance } = normalizeOver(x, axes, perChannel(x, options));
  const channels = [sizeOf(x, 1)];
  return { y, mean: reshape(mean, channels), variance: reshape(variance, channels) };
}

/**
 * Layer normalization (Ba 2016): over the axes from `axis` to the last, for each index of those before.
 *
 * @param options scale and bias have the shape of the normalized axes
 */
export function layerNormalization(x: Tensor, axis = -1, options: NormalizationOptions = {}): Tensor {
  return normalizeOver(x, range(normalizeAxis(axis, x.rank, 'layerNormalization'), x.rank), options).y;
}

/**
 * Instance normalization (Ulyanov 2016): over space, for each image and channel of [batch, channel, ...spatial].
 *
 * @param options scale and bias are [channel]
 */
export function instanceNormalization(x: Tensor, options: NormalizationOptions = {}): Tensor {
  return normalizeOver(x, range(2, x.rank), perChannel(x, options)).y;
}

/**
 * Group normalization (Wu and He 2018): over space and the channels of one of `groups` groups, for each image of
 * [batch, channel, ...spatial].
 *
 * @param options scale and bias are [channel]
 * @throws InputError when the groups do not divide the channels.
 */
export function groupNormalization(x: Tensor, groups: number, options: NormalizationOptions = {}): Tensor {
  const [batch, channels] = [sizeOf(x, 0), sizeOf(x, 1)];
  check(Number.isInteger(groups) && groups > 0 && channels % groups === 0, () => ({
    where: 'groupNormalization',
    expected: `a number of groups that divides ${channels} channels`,
    received: String(groups),
  }));
  const shape = [groups, channels / groups, ...x.shape.slice(2)];
  const { y } = normalizeOver(
    reshape(x, [batch, ...shape]),
    range(2, x.rank + 1),
    shaped(options, [...shape.slice(0, 2), ...x.shape.slice(2).map(() => 1)]),
  );
  return reshape(y, x.shape);
}

function perChannel(x: Tensor, options: NormalizationOptions): NormalizationOptions {
  return shaped(options, [sizeOf(x, 1), ...x.shape.slice(2).map(() => 1)]);
}

/** The same with scale and bias in another shape. */
function shaped({ scale, bias, ...rest }: NormalizationOptions, shape: Shape): NormalizationOptions {
  return {
    ...rest,
    ...(scale && { scale: reshape(scale, shape) }),
    ...(bias && { bias: reshape(bias, shape) }),
  };
}
