import { type ShapedArray, shaped } from '../imaging/shaped-array.ts';
import { check } from '../util/errors.ts';

/**
 * The magnitudes [row, column] of what a method gives: a complex image [2, row, column], or magnitudes
 * [1, row, column].
 *
 * @throws InputError for another shape.
 * @example nrmse(magnitudeImage(reference), magnitudeImage(image))
 */
export function magnitudeImage({ data, shape }: ShapedArray): ShapedArray {
  const [parts, rows = 0, columns = 0] = shape;
  check(shape.length === 3 && (parts === 1 || parts === 2), () => ({
    where: 'magnitudeImage',
    expected: 'an image [2, row, column] or [1, row, column]',
    received: `[${shape.join(', ')}]`,
  }));
  const points = rows * columns;
  const magnitude = (i: number) => Math.hypot(data[i] ?? 0, parts === 2 ? (data[points + i] ?? 0) : 0);
  return shaped(
    Float32Array.from({ length: points }, (_, i) => magnitude(i)),
    [rows, columns],
  );
}
