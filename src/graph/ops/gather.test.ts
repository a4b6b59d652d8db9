import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, shapeAndAxis, shapes, upTo } from '../../../test/random-calls.ts';
import { runGraph, withSession } from '../../../test/run-graph.ts';
import { Sampler } from '../../../test/samples.ts';
import { constant, input } from '../leaf.ts';
import goldens from './gather.json' with { type: 'json' };
import { gather, gatherElements, oneHot, scatterAdd } from './gather.ts';

interface AlongAxis {
  readonly axis: number;
}

checkOperator<AlongAxis>('gather', {
  primitive: 'Gather',
  build:
    ({ axis }) =>
    (x, indices) =>
      gather(x, indices, axis),
  calls: callsFrom(fc.tuple(shapeAndAxis, shapes(0, 2)), ([{ shape, axis }, picked], sampler) => {
    const size = shape.at(axis) ?? 1;
    return { options: { axis }, samples: [sampler.normal(shape), sampler.integers(picked, -size, size)] };
  }),
  goldens: goldens.gather,
});

const along = fc.tuple(shapeAndAxis, upTo(1, 6));

checkOperator<AlongAxis>('gatherElements', {
  primitive: 'GatherElements',
  build:
    ({ axis }) =>
    (x, indices) =>
      gatherElements(x, indices, axis),
  calls: callsFrom(along, ([{ shape, axis }, picked], sampler) => ({
    options: { axis },
    samples: [sampler.normal(shape), sampler.integers(shape.with(axis, picked), 0, shape.at(axis) ?? 1)],
  })),
  goldens: goldens.gatherElements,
});
checkOperator<AlongAxis>('scatterAdd', {
  primitive: 'ScatterElements',
  build:
    ({ axis }) =>
    (x, indices, updates) =>
      scatterAdd(x, indices, updates, axis),
  calls: callsFrom(along, ([{ shape, axis }, added], sampler) => {
    const places = shape.with(axis, added);
    const indices = sampler.integers(places, 0, shape.at(axis) ?? 1);
    return { options: { axis }, samples: [sampler.normal(shape), indices, sampler.normal(places)] };
  }),
  goldens: goldens.scatterAdd,
});
checkOperator('oneHot', {
  primitive: null,
  build:
    ({ depth, axis }: { depth: number; axis: number }) =>
    (indices) =>
      oneHot(indices, depth, axis),
  calls: null,
  goldens: goldens.oneHot,
});

describe('oneHot', () => {
  it('is all zeros for an index out of range', async () => {
    const y = oneHot(constant([-1, 3, 1], [3], 'int32'), 3);
    expect((await runGraph({ y })).y).toEqual(Float32Array.of(0, 0, 0, 0, 0, 0, 0, 1, 0));
  });
});

describe('scatterAdd', () => {
  it('adds in the same order however many threads there are', async () => {
    const sampler = new Sampler(1);
    const [rows, columns] = [20_000, 16];
    const updates = sampler.normal([rows, columns]).values;
    const indices = sampler.integers([rows, columns], 0, 50).values;
    const x = input('x', [50, columns]);
    const y = scatterAdd(x, input('i', [rows, columns], 'int64'), input('u', [rows, columns]), 0);
    const feeds = { x: new Float32Array(50 * columns), i: indices, u: updates };
    const sums = (threads: number) => withSession({ y }, (session) => session.run(feeds), { threads });
    const [one, two, four] = [await sums(1), await sums(2), await sums(4)];
    expect(two).toEqual(one);
    expect(four).toEqual(one);
  });
});

describe('bad input', () => {
  const x = input('x', [2, 3]);
  const indices = input('i', [2, 1], 'int64');

  it('is refused', () => {
    expect(() => gather(x, x)).toThrow(
      'gather: expected indices of int64 or int32, received Input[2, 3]:float32. Convert them with cast.',
    );
    expect(() => gather(x, indices, 2)).toThrow('gather: expected an axis from -2 to 1, received 2.');
    expect(() => gatherElements(x, indices, 0)).toThrow(
      'gatherElements: expected indices shaped as Input[2, 3]:float32 but along axis 0, received [2, 1].',
    );
    expect(() => scatterAdd(x, indices, x, 1)).toThrow(
      'scatterAdd: expected updates of [2, 1]:float32, one for each index, received Input[2, 3]:float32.',
    );
    expect(() => oneHot(x, 3)).toThrow('oneHot: expected indices of int64 or int32');
  });
});
