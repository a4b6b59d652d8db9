import { constant, mul, square, Tensor } from '../../graph/index.ts';
import { product } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { type LinearOperator, linearOperator } from './linear-operator.ts';

/**
 * M, which keeps what is sampled and sets the rest to zero: a product with the mask, its own adjoint.
 *
 * @param mask 1 where sampled, else 0 (or weights): [row, column], or [1, column] for whole lines; a tensor has the
 *   axes of what it multiplies, each of that size or 1
 * @param shape [..., 2, row, column], of k-space
 * @throws InputError where mask and k-space disagree.
 * @example sampling(mask, [8, 2, 128, 128]).apply(kspace)
 */
export function sampling(mask: ShapedArray | Tensor, shape: readonly number[]): LinearOperator {
  const fits = mask.shape.every((size, i) => [1, shape.at(i - mask.shape.length)].includes(size));
  check(mask instanceof Tensor || fits, () => ({
    where: 'sampling',
    expected: `a mask for k-space [${shape.join(', ')}]`,
    received: `[${mask.shape.join(', ')}]`,
  }));
  const tensor = mask instanceof Tensor ? mask : constant(mask.data, mask.shape);
  const apply = mask instanceof Tensor ? undefined : (x: Float32Array) => multiply(x, mask, shape);
  return linearOperator({
    name: 'sampling',
    inputShape: shape,
    outputShape: shape,
    arrays: apply ? { apply, adjoint: apply } : null,
    graph: {
      apply: (x) => mul(x, tensor),
      adjoint: (y) => mul(y, tensor),
      normal: (x) => mul(x, square(tensor)),
    },
  });
}

/** A product whose second factor repeats along the axes that it lacks, or has with size 1. */
function multiply(x: Float32Array, mask: ShapedArray, shape: readonly number[]): Float32Array {
  const weights = expanded(mask, shape);
  const y = new Float32Array(x.length);
  for (let start = 0; start < x.length; start += weights.length) {
    for (let i = 0; i < weights.length; i++) y[start + i] = (x[start + i] ?? 0) * (weights[i] ?? 0);
  }
  return y;
}

/** The mask with all sizes of the axes that it has. */
function expanded({ data, shape }: ShapedArray, whole: readonly number[]): Float32Array {
  const sizes = whole.slice(whole.length - shape.length);
  const strides = shape.map((size, axis) => (size === 1 ? 0 : product(shape.slice(axis + 1))));
  const full = new Float32Array(product(sizes));
  for (let i = 0; i < full.length; i++) {
    let [rest, at] = [i, 0];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const size = sizes[axis] ?? 1;
      at += (rest % size) * (strides[axis] ?? 0);
      rest = Math.floor(rest / size);
    }
    full[i] = data[at] ?? 0;
  }
  return full;
}
