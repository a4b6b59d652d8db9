import { check } from '../../util/errors.ts';
import { constant, integers } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { Tensor } from '../tensor.ts';
import { formatShape, sizeOf } from '../tensor.ts';
import { sumAll } from './arithmetic.ts';
import { sumTo } from './reduce.ts';
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
    inputs: [x ?? null, integers([...before, ...after]), constant(value, [], x?.dtype ?? 'float32')],
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
