import { product, range, sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { integers } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { checkShape, formatShape, sizeOf } from '../tensor.ts';
import { broadcastShapes, lowered } from './elementwise.ts';
import { sumTo } from './reduce.ts';

/** The primitive behind {@link reshape}, which passes recognize. */
export const reshapePrimitive = definePrimitive<{ readonly shape: Shape }>({
  name: 'Reshape',
  shape: ([x], { shape }) => {
    checkShape(shape, 'reshape');
    check(x !== undefined && product(shape) === x.size, () => ({
      where: 'reshape',
      expected: `a shape of ${x?.size} elements, as ${x} has`,
      received: formatShape(shape),
    }));
    return { shape, dtype: x.dtype };
  },
  gradient: (dy, { inputs: [x] }) => [x ? () => reshape(dy, x.shape) : null],
  lowering: ({ inputs, attributes: { shape } }) => ({
    operator: 'Reshape',
    inputs: [...inputs, integers(shape)],
    attributes: { allowzero: { int: shape.includes(0) ? 1 : 0 } },
  }),
});

/** The same elements in the same order under another shape. One size may be -1: it follows from the others. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const free = shape.indexOf(-1);
  const known = product(shape.filter((size) => size !== -1));
  const full = free < 0 ? shape : shape.with(free, known === 0 ? 0 : x.size / known);
  return sameItems(full, x.shape) ? x : reshapePrimitive([x], { shape: full });
}

/** The primitive behind {@link transpose}, which passes recognize. */
export const transposePrimitive = definePrimitive<{ readonly permutation: readonly number[] }>({
  name: 'Transpose',
  shape: ([x], { permutation }) => {
    check(
      x !== undefined &&
        sameItems(
          permutation.toSorted((a, b) => a - b),
          range(x.rank),
        ),
      () => ({
        where: 'transpose',
        expected: `a permutation of the ${x?.rank} axes of ${x}`,
        received: formatShape(permutation),
      }),
    );
    return { shape: permutation.map((axis) => sizeOf(x, axis)), dtype: x.dtype };
  },
  gradient: (dy, { attributes: { permutation } }) => [
    () =>
      transpose(
        dy,
        range(permutation.length).map((axis) => permutation.indexOf(axis)),
      ),
  ],
  lowering: lowered('Transpose', ({ permutation }) => ({ perm: { ints: permutation } })),
});

/** Axes in another order: axis i of the result is axis `permutation[i]` of x. By default all are reversed. */
export function transpose(x: Tensor, permutation: readonly number[] = range(x.rank).toReversed()): Tensor {
  return sameItems(permutation, range(x.rank)) ? x : transposePrimitive([x], { permutation });
}

/** The primitive behind {@link expand}, which passes recognize. */
export const expandPrimitive = definePrimitive<{ readonly shape: Shape }>({
  name: 'Expand',
  shape: ([x], { shape }) => {
    check(x !== undefined && sameItems(broadcastShapes(x.shape, shape, 'expand'), shape), () => ({
      where: 'expand',
      expected: `a shape that ${x} broadcasts to`,
      received: formatShape(shape),
    }));
    return { shape, dtype: x.dtype };
  },
  gradient: (dy, { inputs: [x] }) => [x ? () => sumTo(dy, x.shape) : null],
  lowering: ({ inputs, attributes: { shape } }) => ({
    operator: 'Expand',
    inputs: [...inputs, integers(shape)],
  }),
});

/** x repeated along axes of size 1 (or new leading ones) to `shape`, as broadcasting does. */
export function expand(x: Tensor, shape: Shape): Tensor {
  return sameItems(x.shape, shape) ? x : expandPrimitive([x], { shape });
}

const tilePrimitive = definePrimitive<{ readonly repeats: readonly number[] }>({
  name: 'Tile',
  shape: ([x], { repeats }) => {
    check(x !== undefined && repeats.length === x.rank && repeats.every((r) => r >= 1), () => ({
      where: 'tile',
      expected: `one repeat of 1 or more for each of the ${x?.rank} axes of ${x}`,
      received: formatShape(repeats),
    }));
    return { shape: x.shape.map((n, i) => n * (repeats[i] ?? 1)), dtype: x.dtype };
  },
  // Axes [r·n] are [r, n]: the gradient sums over the repeats.
  gradient: (dy, { inputs: [x], attributes: { repeats } }) => [
    x
      ? () => {
          const split = x.shape.flatMap((n, i) => [repeats[i] ?? 1, n]);
          const kept = x.shape.flatMap((n) => [1, n]);
          return reshape(sumTo(reshape(dy, split), kept), x.shape);
        }
      : null,
  ],
  lowering: ({ inputs, attributes: { repeats } }) => ({
    operator: 'Tile',
    inputs: [...inputs, integers(repeats)],
  }),
});

/** x repeated `repeats[i]` times along axis i. */
export function tile(x: Tensor, repeats: readonly number[]): Tensor {
  return repeats.every((r) => r === 1) && repeats.length === x.rank ? x : tilePrimitive([x], { repeats });
}
