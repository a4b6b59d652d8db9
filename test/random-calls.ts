import fc from 'fast-check';
import type { Shape } from '../src/graph/tensor.ts';
import type { RandomCall } from './operator-check.ts';
import { type Sample, Sampler } from './samples.ts';

/** A whole number, both ends included. */
export function upTo(least: number, most: number): fc.Arbitrary<number> {
  return fc.integer({ min: least, max: most });
}

/** A small shape. */
export function shapes(minRank = 0, maxRank = 3, most = 4): fc.Arbitrary<Shape> {
  return fc.array(upTo(1, most), { minLength: minRank, maxLength: maxRank });
}

/** A shape with some of its axes. */
export const shapeAndAxes: fc.Arbitrary<{ shape: Shape; axes: readonly number[] }> = shapes(1).chain(
  (shape) => fc.record({ shape: fc.constant(shape), axes: fc.subarray([...shape.keys()], { minLength: 1 }) }),
);

/** A shape with one of its axes, counted from either end. */
export const shapeAndAxis: fc.Arbitrary<{ shape: Shape; axis: number }> = shapes(1).chain((shape) =>
  fc.record({ shape: fc.constant(shape), axis: upTo(-shape.length, shape.length - 1) }),
);

/** Several shapes that broadcast to one: axes are stretched from size 1, leading ones may be missing. */
export function broadcasting(count: number): fc.Arbitrary<readonly Shape[]> {
  const one = (shape: Shape) =>
    fc
      .tuple(upTo(0, shape.length), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }))
      .map(([missing, stretched]) => shape.slice(missing).map((size, i) => (stretched[i] ? 1 : size)));
  return shapes().chain((shape) => fc.tuple(...Array.from({ length: count }, () => one(shape))));
}

/** Random calls from random plans, and samples that `make` draws for them. */
export function callsFrom<P, O>(
  plans: fc.Arbitrary<P>,
  make: (plan: P, sampler: Sampler) => RandomCall<O>,
): fc.Arbitrary<RandomCall<O>> {
  return fc.tuple(plans, fc.nat()).map(([plan, seed]) => make(plan, new Sampler(seed)));
}

/** Random calls of a function of one tensor, with no options. */
export function unaryCalls(
  draw: (sampler: Sampler, shape: Shape) => Sample,
): fc.Arbitrary<RandomCall<object>> {
  return callsFrom(shapes(), (shape, sampler) => ({ options: {}, samples: [draw(sampler, shape)] }));
}

/** Random calls of a function of two tensors that broadcast, with no options. */
export function binaryCalls(
  draw: (sampler: Sampler, a: Shape, b: Shape) => readonly Sample[],
): fc.Arbitrary<RandomCall<object>> {
  return callsFrom(broadcasting(2), ([a = [], b = []], sampler) => ({
    options: {},
    samples: draw(sampler, a, b),
  }));
}
