import { product, range, sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { constant } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { checkShape, formatShape, normalizeAxis, sizeOf } from '../tensor.ts';
import { broadcastShapes, lowered, NONE } from './elementwise.ts';
import { sumTo } from './reduce.ts';

const ints = (values: readonly number[]) => constant(values, [values.length], 'int64');

const reshapePrimitive = definePrimitive<{ readonly shape: Shape }>({
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
    inputs: [...inputs, ints(shape)],
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

const transposePrimitive = definePrimitive<{ readonly permutation: readonly number[] }>({
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

const expandPrimitive = definePrimitive<{ readonly shape: Shape }>({
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
  lowering: ({ inputs, attributes: { shape } }) => ({ operator: 'Expand', inputs: [...inputs, ints(shape)] }),
});

/** x repeated along axes of size 1 (or new leading ones) to `shape`, as broadcasting does. */
export function expand(x: Tensor, shape: Shape): Tensor {
  return sameItems(x.shape, shape) ? x : expandPrimitive([x], { shape });
}

/** Part of one axis: elements start, start + step, ... before end. */
export interface AxisSlice {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step?: number;
}

const slicePrimitive = definePrimitive<{ readonly parts: readonly Required<AxisSlice>[] }>({
  name: 'Slice',
  shape: ([x], { parts }) => {
    const sizes = new Map(parts.map(({ axis, start, end, step }) => [axis, Math.ceil((end - start) / step)]));
    return { shape: (x?.shape ?? []).map((size, i) => sizes.get(i) ?? size), dtype: x?.dtype ?? 'float32' };
  },
  gradient: (dy, { inputs: [x], attributes: { parts } }) => [x ? () => unslice(dy, x.shape, parts) : null],
  lowering: ({ inputs, attributes: { parts } }) => ({
    operator: 'Slice',
    inputs: [
      ...inputs,
      ints(parts.map((p) => p.start)),
      ints(parts.map((p) => p.end)),
      ints(parts.map((p) => p.axis)),
      ints(parts.map((p) => p.step)),
    ],
  }),
});

/**
 * Part of a tensor: from each named axis the elements from `start` up to, not including, `end`.
 *
 * @example slice(x, [{ axis: 2, start: 0, end: 28, step: 2 }])
 */
export function slice(x: Tensor, parts: readonly AxisSlice[]): Tensor {
  const full = parts.map((part) => {
    const axis = normalizeAxis(part.axis, x.rank, 'slice');
    const { start, end, step = 1 } = part;
    check(step > 0 && start >= 0 && start <= end && end <= sizeOf(x, axis), () => ({
      where: 'slice',
      expected: `0 ≤ start ≤ end ≤ ${sizeOf(x, axis)} and a positive step on axis ${axis} of ${x}`,
      received: `start ${start}, end ${end}, step ${step}`,
    }));
    return { axis, start, end, step };
  });
  const changing = full.filter((p) => p.step !== 1 || p.start !== 0 || p.end !== sizeOf(x, p.axis));
  return changing.length === 0 ? x : slicePrimitive([x], { parts: changing });
}

/** The adjoint of a slice: dy at its places, zeros elsewhere. */
function unslice(dy: Tensor, shape: Shape, parts: readonly Required<AxisSlice>[]): Tensor {
  const spread = parts.reduce((t, { axis, step }) => interleaveZeros(t, axis, step), dy);
  const before = shape.map(() => 0);
  const after = shape.map(() => 0);
  for (const { axis, start } of parts) {
    before[axis] = start;
    after[axis] = Math.max(0, sizeOf({ shape, dtype: dy.dtype }, axis) - start - sizeOf(spread, axis));
  }
  const padded = pad(spread, before, after);
  return slice(
    padded,
    shape.map((size, axis) => ({ axis, start: 0, end: size })),
  );
}

/** Each element along `axis` followed by step − 1 zeros. */
function interleaveZeros(x: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return x;
  const wide = [...x.shape.slice(0, axis + 1), 1, ...x.shape.slice(axis + 1)];
  const after = wide.map((_, i) => (i === axis + 1 ? step - 1 : 0));
  const zeros = wide.map(() => 0);
  return reshape(pad(reshape(x, wide), zeros, after), x.shape.with(axis, sizeOf(x, axis) * step));
}

/** What stands beyond the border: a constant value, the mirrored inside, or the last element. */
export type PadMode = 'constant' | 'reflect' | 'edge';

interface Padding {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly mode: PadMode;
  readonly value: number;
}

const padPrimitive = definePrimitive<Padding>({
  name: 'Pad',
  shape: ([x], { before, after, mode }) => {
    check(x !== undefined && before.length === x.rank && after.length === x.rank, () => ({
      where: 'pad',
      expected: `one size before and one after for each of the ${x?.rank} axes of ${x}`,
      received: `${formatShape(before)} and ${formatShape(after)}`,
    }));
    const limit = (axis: number) => (mode === 'reflect' ? sizeOf(x, axis) - 1 : Number.POSITIVE_INFINITY);
    const fits = (sizes: readonly number[]) => sizes.every((n, axis) => n >= 0 && n <= limit(axis));
    check(fits(before) && fits(after), () => ({
      where: 'pad',
      expected: mode === 'reflect' ? 'sizes below those of the axes' : 'sizes of 0 or more',
      received: `${formatShape(before)} and ${formatShape(after)} on ${x}`,
    }));
    return { shape: x.shape.map((n, i) => n + (before[i] ?? 0) + (after[i] ?? 0)), dtype: x.dtype };
  },
  gradient: (dy, { attributes: padding }) => [() => unpad(dy, padding)],
  lowering: ({ inputs: [x], attributes: { before, after, mode, value } }) => ({
    operator: 'Pad',
    inputs: [x ?? null, ints([...before, ...after]), constant(value, [], x?.dtype ?? 'float32')],
    attributes: { mode: { text: mode } },
  }),
});

/** x with `before[i]` elements added before and `after[i]` after axis i. */
export function pad(
  x: Tensor,
  before: readonly number[],
  after: readonly number[],
  mode: PadMode = 'constant',
  value = 0,
): Tensor {
  const nothing = [...before, ...after].every((n) => n === 0);
  return nothing ? x : padPrimitive([x], { before, after, mode, value });
}

/** The adjoint of padding, axis by axis: what was added beyond a border folds back onto where it came from. */
function unpad(dy: Tensor, { before, after, mode }: Padding): Tensor {
  return before.reduce((t, b, axis) => foldAxis(t, axis, b, after[axis] ?? 0, mode), dy);
}

function foldAxis(t: Tensor, axis: number, before: number, after: number, mode: PadMode): Tensor {
  const size = sizeOf(t, axis) - before - after;
  const part = (start: number, length: number) => slice(t, [{ axis, start, end: start + length }]);
  const inside = part(before, size);
  if (mode === 'constant' || before + after === 0) return inside;
  const placed = (piece: Tensor, start: number) => {
    const at = (n: number) => t.shape.map((_, i) => (i === axis ? n : 0));
    return pad(piece, at(start), at(size - start - sizeOf(piece, axis)));
  };
  const fold = (length: number, start: number, edge: number, mirrored: number) => {
    const border = part(start, length);
    if (mode === 'reflect') return placed(reverse(border, axis), mirrored);
    return placed(sumTo(border, border.shape.with(axis, 1)), edge);
  };
  const terms = [inside];
  if (before > 0) terms.push(fold(before, 0, 0, 1));
  if (after > 0) terms.push(fold(after, before + size, size - 1, size - 1 - after));
  return sumAll(terms);
}

const sumPrimitive = definePrimitive<object>({
  name: 'Sum',
  shape: ([x]) => ({ shape: x?.shape ?? [], dtype: x?.dtype ?? 'float32' }),
  gradient: (dy, { inputs }) => inputs.map(() => () => dy),
  lowering: lowered('Sum'),
});

/** The sum of tensors of one shape, in one pass over memory. */
export function sumAll(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  check(first !== undefined && tensors.every((t) => sameItems(t.shape, first.shape)), () => ({
    where: 'sumAll',
    expected: 'one or more tensors of one shape',
    received: tensors.join(', ') || 'none',
  }));
  return tensors.length === 1 ? first : sumPrimitive(tensors, NONE);
}

const reversePrimitive = definePrimitive<{ readonly axis: number }>({
  name: 'Slice',
  shape: ([x]) => ({ shape: x?.shape ?? [], dtype: x?.dtype ?? 'float32' }),
  gradient: (dy, { attributes: { axis } }) => [() => reverse(dy, axis)],
  lowering: ({ inputs, attributes: { axis } }) => ({
    operator: 'Slice',
    inputs: [...inputs, ints([-1]), ints([Number.MIN_SAFE_INTEGER]), ints([axis]), ints([-1])],
  }),
});

/** x with the order along one axis reversed. */
export function reverse(x: Tensor, axis: number): Tensor {
  const at = normalizeAxis(axis, x.rank, 'reverse');
  return sizeOf(x, at) < 2 ? x : reversePrimitive([x], { axis: at });
}

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

/** Consecutive parts of the given sizes along one axis; together they are the whole. */
export function split(x: Tensor, sizes: readonly number[], axis: number): Tensor[] {
  const at = normalizeAxis(axis, x.rank, 'split');
  check(sizes.reduce((a, b) => a + b, 0) === sizeOf(x, at), () => ({
    where: 'split',
    expected: `sizes that add up to ${sizeOf(x, at)}, axis ${at} of ${x}`,
    received: formatShape(sizes),
  }));
  const starts = offsets(sizes);
  return sizes.map((size, i) => {
    const start = starts[i] ?? 0;
    return slice(x, [{ axis: at, start, end: start + size }]);
  });
}

/** Where each of consecutive parts starts. */
export function offsets(sizes: readonly number[]): number[] {
  let total = 0;
  return sizes.map((size) => {
    const start = total;
    total += size;
    return start;
  });
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
    inputs: [...inputs, ints(repeats)],
  }),
});

/** x repeated `repeats[i]` times along axis i. */
export function tile(x: Tensor, repeats: readonly number[]): Tensor {
  return repeats.every((r) => r === 1) && repeats.length === x.rank ? x : tilePrimitive([x], { repeats });
}

const identityPrimitive = definePrimitive<object>({
  name: 'Identity',
  shape: ([x]) => ({ shape: x?.shape ?? [], dtype: x?.dtype ?? 'float32' }),
  gradient: () => [null],
  lowering: lowered('Identity'),
});

/** x, through which no gradient passes. */
export function stopGradient(x: Tensor): Tensor {
  return identityPrimitive([x], NONE);
}
