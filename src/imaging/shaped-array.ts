import { product } from '../util/arrays.ts';
import { check } from '../util/errors.ts';

/** Plain numbers with the sizes of their axes, row-major; complex ones planar: [..., 2, row, column]. */
export interface ShapedArray {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/**
 * Numbers with their shape.
 *
 * @throws InputError when they are not as many as the shape says.
 * @example const image = shaped(new Float32Array(2 * 64 * 64), [2, 64, 64]);
 */
export function shaped(data: Float32Array, shape: readonly number[]): ShapedArray {
  check(product(shape) === data.length, () => ({
    where: 'shaped array',
    expected: `${product(shape)} numbers for shape [${shape.join(', ')}]`,
    received: `${data.length}`,
  }));
  return { data, shape };
}
