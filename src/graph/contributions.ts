import { range } from '../util/arrays.ts';
import { constant } from './leaf.ts';
import { sumAll } from './ops/arithmetic.ts';
import { concat } from './ops/concat.ts';
import { padPrimitive } from './ops/pad.ts';
import { expand } from './ops/shape.ts';
import type { Tensor } from './tensor.ts';
import { sizeOf } from './tensor.ts';

/**
 * The sum of what reaches one tensor from its several uses. Contributions of slices are zeros but for a part of
 * one axis; parts that do not overlap are joined by one Concat instead of being padded and added: one pass over
 * memory where there were two a slice.
 */
export function sumContributions(contributions: readonly Tensor[]): Tensor {
  const placed = contributions.flatMap((tensor) => placement(tensor) ?? []);
  const axis = placed[0]?.axis;
  const parts = placed.filter((part) => part.axis === axis).sort((a, b) => a.start - b.start);
  if (parts.length < 2 || parts.some((part, i) => part.start < end(parts[i - 1])))
    return sumAll(contributions);
  const joined = new Set(parts.map((part) => part.whole));
  return sumAll([join(parts), ...contributions.filter((tensor) => !joined.has(tensor))]);
}

/** A tensor that is zero but for `part`, which starts at `start` of `axis`. */
interface Placement {
  readonly whole: Tensor;
  readonly part: Tensor;
  readonly axis: number;
  readonly start: number;
}

function placement(whole: Tensor): Placement | undefined {
  const call = padPrimitive.match(whole);
  const part = call?.inputs[0];
  if (!call || !part || call.attributes.mode !== 'constant' || call.attributes.value !== 0) return undefined;
  const padded = range(part.rank).filter((axis) => sizeOf(part, axis) !== sizeOf(whole, axis));
  const [axis] = padded;
  if (axis === undefined || padded.length > 1) return undefined;
  return { whole, part, axis, start: call.attributes.before[axis] ?? 0 };
}

function end(placement: Placement | undefined): number {
  return placement ? placement.start + sizeOf(placement.part, placement.axis) : 0;
}

function join(parts: readonly Placement[]): Tensor {
  const [first] = parts;
  if (!first) return sumAll([]);
  const { whole, axis } = first;
  const zeros = (size: number) => expand(constant(0, [], whole.dtype), whole.shape.with(axis, size));
  const pieces = parts.flatMap((part, i) => {
    const gap = part.start - end(parts[i - 1]);
    return gap > 0 ? [zeros(gap), part.part] : [part.part];
  });
  const tail = sizeOf(whole, axis) - end(parts.at(-1));
  return concat(tail > 0 ? [...pieces, zeros(tail)] : pieces, axis);
}
