import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';
import { normalizeAxis, sizeOf } from '../tensor.ts';
import { lowered } from './elementwise.ts';
import { reshape } from './shape.ts';
import { offsets, slice } from './slice.ts';

const concatPrimitive = definePrimitive<{ readonly axis: number }>({
  name: 'Concat',
  shape: ([first, ...rest], { axis }) => {
    const others = (t: Tensor) => t.shape.with(axis, 0);
    check(
      first !== undefined &&
        rest.every(
          (t) => t.rank === first.rank && t.dtype === first.dtype && sameItems(others(t), others(first)),
        ),
      () => ({
        where: 'concat',
        expected: `tensors of one dtype, equal in all axes but ${axis}`,
        received: [first, ...rest].join(', '),
      }),
    );
    const total = [first, ...rest].reduce((n, t) => n + sizeOf(t, axis), 0);
    return { shape: first.shape.with(axis, total), dtype: first.dtype };
  },
  gradient: (dy, { inputs, attributes: { axis } }) => {
    const ends = offsets(inputs.map((t) => sizeOf(t, axis)));
    return inputs.map((t, i) => () => {
      const start = ends[i] ?? 0;
      return slice(dy, [{ axis, start, end: start + sizeOf(t, axis) }]);
    });
  },
  lowering: lowered('Concat', ({ axis }) => ({ axis: { int: axis } })),
});

/** Tensors one after the other along an existing axis. */
export function concat(tensors: readonly Tensor[], axis: number): Tensor {
  const [first] = tensors;
  check(first !== undefined, () => ({ where: 'concat', expected: 'one or more tensors', received: 'none' }));
  const at = normalizeAxis(axis, first.rank, 'concat');
  return tensors.length === 1 ? first : concatPrimitive(tensors, { axis: at });
}

/** Tensors of one shape along a new axis. */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  const rank = (tensors[0]?.rank ?? 0) + 1;
  const at = normalizeAxis(axis, rank, 'stack');
  return concat(
    tensors.map((t) => reshape(t, t.shape.toSpliced(at, 0, 1))),
    at,
  );
}
