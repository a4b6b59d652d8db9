import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { constant } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { Attribute, Tensor } from '../tensor.ts';
import { formatShape, sizeOf } from '../tensor.ts';
import { mul } from './arithmetic.ts';
import { conv } from './conv.ts';
import { checkFloat } from './elementwise.ts';
import { foldEdges } from './pad.ts';
import { averagePool } from './pool.ts';

/** How values between the known ones are found. */
export type Interpolation = 'nearest' | 'linear';

interface Upsampling {
  readonly scales: readonly number[];
  readonly mode: Interpolation;
}

const resizePrimitive = definePrimitive<Upsampling>({
  name: 'Resize',
  shape: ([x], { scales }) => {
    const { shape, dtype } = checkFloat('upsample', x);
    return { shape: shape.map((size, i) => size * (scales[i - 2] ?? 1)), dtype };
  },
  gradient: (dy, { attributes: { scales, mode } }) => [
    () => (mode === 'nearest' ? nearestGradient(dy, scales) : linearGradient(dy, scales)),
  ],
  lowering: ({ inputs: [x], attributes: { scales, mode } }) => ({
    operator: 'Resize',
    inputs: [x ?? null, null, constant([1, 1, ...scales])],
    attributes: resizeAttributes(mode),
  }),
});

/**
 * Images [batch, channel, ...spatial] of one to three spatial axes, each axis enlarged by a whole number. Pixels
 * are areas, not points: `linear` is what PyTorch calls `align_corners=False` and Keras `bilinear`, and beyond the
 * outermost pixels' centers their values go on.
 *
 * @param scales one for each spatial axis
 * @example upsample(x, [2, 2], 'linear')
 */
export function upsample(x: Tensor, scales: readonly number[], mode: Interpolation = 'nearest'): Tensor {
  const spatial = x.rank - 2;
  check(spatial >= 1 && spatial <= 3 && scales.length === spatial, () => ({
    where: 'upsample',
    expected:
      'images [batch, channel, ...spatial] with one to three spatial axes, and a scale for each of them',
    received: `${x.toString()} and ${formatShape(scales)}`,
  }));
  check(
    scales.every((scale) => Number.isInteger(scale) && scale >= 1),
    () => ({ where: 'upsample', expected: 'whole scales of 1 or more', received: formatShape(scales) }),
  );
  return scales.every((scale) => scale === 1) ? x : resizePrimitive([x], { scales, mode });
}

/** All attributes written out: some providers refuse defaults. */
function resizeAttributes(mode: Interpolation): Readonly<Record<string, Attribute>> {
  return {
    mode: { text: mode },
    coordinate_transformation_mode: { text: mode === 'nearest' ? 'asymmetric' : 'half_pixel' },
    nearest_mode: { text: 'floor' },
    cubic_coeff_a: { float: -0.75 },
    exclude_outside: { int: 0 },
    extrapolation_value: { float: 0 },
  };
}

/** Every pixel was copied to a window: dx is the window's sum. */
function nearestGradient(dy: Tensor, scales: readonly number[]): Tensor {
  return mul(averagePool(dy, { size: scales }), product(scales));
}

/**
 * Linear interpolation by s spreads every pixel, and one more beyond each border, which repeats the outermost, by a
 * triangular filter: w(d) = 1 − |d| / s at distance d. So dx is dy filtered, every s-th value taken, with what fell
 * on the repeated pixels added to the outermost.
 */
function linearGradient(dy: Tensor, scales: readonly number[]): Tensor {
  const taps = scales.map((s) => 2 * s - (s % 2));
  const channels = sizeOf(dy, 1);
  const filter = scales.map(triangle).reduce((a, b) => a.flatMap((v) => b.map((w) => v * w)), [1]);
  const kernel = constant(Array.from({ length: channels }, () => filter).flat(), [channels, 1, ...taps]);
  const pads = scales.map((s, i) => (s === 1 ? 0 : (s + (taps[i] ?? 1)) / 2));
  const spread = conv(dy, kernel, undefined, { strides: scales, pads: [...pads, ...pads], group: channels });
  return scales.reduce((t, s, i) => (s === 1 ? t : foldEdges(t, i + 2, 1, 1)), spread);
}

/** The weights w(d) of all samples closer than s to a pixel. */
function triangle(s: number): number[] {
  const taps = 2 * s - (s % 2);
  return Array.from({ length: taps }, (_, t) => 1 - Math.abs(t - (taps - 1) / 2) / s);
}
