import type { ShapedArray } from '../../../imaging/index.ts';
import { product, range } from '../../../util/arrays.ts';

/**
 * An array as one picture [row, column] or row of numbers: of a volume [channel, slice, row, column] the middle slice, of
 * colors [3, row, column] their mean, of other channels the first.
 */
export function shownArray({ data, shape }: ShapedArray): ShapedArray {
  if (shape.length < 3) return { data, shape: shape.length === 0 ? [1] : shape };
  const [channels = 1, ...others] = shape;
  const picture = others.slice(-2);
  const points = product(picture);
  const slices = product(others.slice(0, -2));
  const first = (slices >> 1) * points;
  const channel = (i: number) =>
    data.subarray(i * slices * points + first, i * slices * points + first + points);
  if (channels !== 3) return { data: channel(0).slice(), shape: picture };
  const colors = range(3).map(channel);
  const mean = Float32Array.from(
    { length: points },
    (_, i) => colors.reduce((sum, one) => sum + (one[i] ?? 0), 0) / 3,
  );
  return { data: mean, shape: picture };
}
