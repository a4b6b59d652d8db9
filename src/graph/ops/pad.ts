import { check } from '../../util/errors.ts';
import { constant, integers } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';
import { formatShape, sizeOf } from '../tensor.ts';
import { sumAll } from './arithmetic.ts';
import { concat } from './concat.ts';
import { reduceSum } from './reduce.ts';
import { reverse, slice } from './slice.ts';

/** What stands beyond the border: a constant value, the mirrored inside, or the last element. */
export type PadMode = 'constant' | 'reflect' | 'edge';

/** Attributes of {@link padPrimitive}: elements added before and after each axis. */
export interface Padding {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly mode: PadMode;
  readonly value: number;
}

/** The primitive behind {@link pad}, which the sum of gradients recognizes. */
export const padPrimitive = definePrimitive<Padding>({
  name: 'Pad',
  shape: ([x], { before, after, mode }) => {
    check(x !== undefined && before.length === x.rank && after.length === x.rank, () => ({
      where: 'pad',
      expected: `one size before and one after for each of the ${x?.rank} axes of ${x}`,
      received: `${formatShape(before)} and ${formatShape(after)}`,
    }));
    const most = (axis: number) => mostBeyond(mode, sizeOf(x, axis));
    const fits = (n: number, axis: number) => Number.isInteger(n) && n >= 0 && n <= most(axis);
    check(before.every(fits) && after.every(fits), () => ({
      where: 'pad',
      expected: mode === 'reflect' ? 'sizes below those of the axes' : 'whole sizes of 0 or more',
      received: `${formatShape(before)} and ${formatShape(after)} on ${x}`,
    }));
    return { shape: x.shape.map((n, i) => n + (before[i] ?? 0) + (after[i] ?? 0)), dtype: x.dtype };
  },
  gradient: (dy, { attributes: padding }) => [() => unpad(dy, padding)],
  lowering: ({ inputs: [x], attributes: { before, after, mode, value } }) => ({
    operator: 'Pad',
    inputs: [x ?? null, integers([...before, ...after]), constant(value, [], x?.dtype ?? 'float32')],
    attributes: { mode: { text: mode } },
  }),
});

/** How many elements can be added at one side of an axis: a mirror shows no more than there is. */
function mostBeyond(mode: PadMode, size: number): number {
  if (mode === 'reflect') return Math.max(0, size - 1);
  return mode === 'edge' && size === 0 ? 0 : Number.POSITIVE_INFINITY;
}

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

/** The adjoint of padding: what was added beyond a border goes back to where it came from. */
function unpad(dy: Tensor, { before, after, mode }: Padding): Tensor {
  if (mode === 'constant') {
    return slice(
      dy,
      before.map((start, axis) => ({ axis, start, end: sizeOf(dy, axis) - (after[axis] ?? 0) })),
    );
  }
  const fold = mode === 'edge' ? foldEdges : foldReflections;
  return before.reduce((t, b, axis) => fold(t, axis, b, after[axis] ?? 0), dy);
}

/** The adjoint of edge padding along one axis: the borders are added to the outermost elements. */
export function foldEdges(t: Tensor, axis: number, before: number, after: number): Tensor {
  if (before + after === 0) return t;
  const last = sizeOf(t, axis) - after - 1;
  const summed = (start: number, end: number) => reduceSum(slice(t, [{ axis, start, end }]), [axis], true);
  if (last === before) return summed(0, sizeOf(t, axis));
  const inside = slice(t, [{ axis, start: before + 1, end: last }]);
  return concat([summed(0, before + 1), inside, summed(last, sizeOf(t, axis))], axis);
}

/** The adjoint of reflecting along one axis: the borders are added to what they mirrored. */
function foldReflections(t: Tensor, axis: number, before: number, after: number): Tensor {
  const size = sizeOf(t, axis) - before - after;
  const part = (start: number, length: number) => slice(t, [{ axis, start, end: start + length }]);
  const mirrored = (border: Tensor, start: number) => {
    const at = (n: number) => t.shape.map((_, i) => (i === axis ? n : 0));
    return pad(reverse(border, axis), at(start), at(size - start - sizeOf(border, axis)));
  };
  const terms = [part(before, size)];
  if (before > 0) terms.push(mirrored(part(0, before), 1));
  if (after > 0) terms.push(mirrored(part(before + size, after), size - 1 - after));
  return sumAll(terms);
}
