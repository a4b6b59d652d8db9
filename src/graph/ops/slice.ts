import { check } from '../../util/errors.ts';
import { integers } from '../leaf.ts';
import { definePrimitive } from '../primitive.ts';
import type { Shape, Tensor } from '../tensor.ts';
import { formatShape, normalizeAxis, sizeOf } from '../tensor.ts';
import { pad } from './pad.ts';
import { reshape } from './shape.ts';

/** Part of one axis: elements start, start + step, ... before end. */
export interface AxisSlice {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step?: number;
}

/** So many elements of one axis, the first at `start`, each `step` after the one before; backwards if negative. */
interface Stretch {
  readonly axis: number;
  readonly start: number;
  readonly count: number;
  readonly step: number;
}

const slicePrimitive = definePrimitive<{ readonly stretches: readonly Stretch[] }>({
  name: 'Slice',
  shape: ([x], { stretches }) => {
    const counts = new Map(stretches.map(({ axis, count }) => [axis, count]));
    return { shape: (x?.shape ?? []).map((size, i) => counts.get(i) ?? size), dtype: x?.dtype ?? 'float32' };
  },
  gradient: (dy, { inputs: [x], attributes: { stretches } }) => [
    x ? () => unslice(dy, x.shape, stretches) : null,
  ],
  lowering: ({ inputs: [x], attributes: { stretches } }) => ({
    operator: 'Slice',
    inputs: [
      x ?? null,
      integers(stretches.map((s) => s.start)),
      integers(stretches.map((s) => endOf(s, x?.shape[s.axis] ?? 0))),
      integers(stretches.map((s) => s.axis)),
      integers(stretches.map((s) => s.step)),
    ],
  }),
});

/** Where ONNX is to stop: before this index. Going backwards, stopping before index -1 is written -size - 1. */
function endOf({ start, count, step }: Stretch, size: number): number {
  const end = start + (count - 1) * step + Math.sign(step);
  return end < 0 ? -size - 1 : end;
}

/**
 * Part of a tensor: from each named axis the elements from `start` up to, not including, `end`.
 *
 * @throws InputError when a part does not lie within its axis, or an axis is named twice.
 * @example slice(x, [{ axis: 2, start: 0, end: 28, step: 2 }])
 */
export function slice(x: Tensor, parts: readonly AxisSlice[]): Tensor {
  const stretches = parts.map((part) => stretchOf(part, x));
  const axes = stretches.map(({ axis }) => axis);
  check(new Set(axes).size === axes.length, () => ({
    where: 'slice',
    expected: 'different axes',
    received: formatShape(axes),
  }));
  const changing = stretches.filter(({ axis, count }) => count !== sizeOf(x, axis));
  return changing.length === 0 ? x : slicePrimitive([x], { stretches: changing });
}

function stretchOf({ axis: given, start, end, step = 1 }: AxisSlice, x: Tensor): Stretch {
  const axis = normalizeAxis(given, x.rank, 'slice');
  const whole = [start, end, step].every(Number.isInteger);
  check(whole && step > 0 && start >= 0 && start <= end && end <= sizeOf(x, axis), () => ({
    where: 'slice',
    expected: `0 ≤ start ≤ end ≤ ${sizeOf(x, axis)} and a positive step on axis ${axis} of ${x.toString()}`,
    received: `start ${start}, end ${end}, step ${step}`,
  }));
  return { axis, start, count: Math.ceil((end - start) / step), step };
}

/** x with the order along one axis reversed. */
export function reverse(x: Tensor, axis: number): Tensor {
  const at = normalizeAxis(axis, x.rank, 'reverse');
  const count = sizeOf(x, at);
  return count < 2
    ? x
    : slicePrimitive([x], { stretches: [{ axis: at, start: count - 1, count, step: -1 }] });
}

/** The adjoint of a slice: dy at its places, zeros elsewhere. */
function unslice(dy: Tensor, shape: Shape, stretches: readonly Stretch[]): Tensor {
  const forward = stretches.reduce((t, { axis, step }) => (step < 0 ? reverse(t, axis) : t), dy);
  const spread = stretches.reduce((t, { axis, step }) => interleaveZeros(t, axis, Math.abs(step)), forward);
  const before = shape.map(() => 0);
  for (const { axis, start, count, step } of stretches) {
    before[axis] = step < 0 ? start + (count - 1) * step : start;
  }
  const after = shape.map((size, axis) => Math.max(0, size - (before[axis] ?? 0) - sizeOf(spread, axis)));
  return slice(
    pad(spread, before, after),
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
