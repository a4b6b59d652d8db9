import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, shapeAndAxis, upTo } from '../../../test/random-calls.ts';
import { input } from '../leaf.ts';
import goldens from './slice.json' with { type: 'json' };
import type { AxisSlice } from './slice.ts';
import { reverse, slice, split } from './slice.ts';

const stretch = fc.record({ size: upTo(1, 7), from: upTo(0, 6), length: upTo(1, 7), step: upTo(1, 4) });

checkOperator<{ parts: readonly AxisSlice[] }>('slice', {
  primitive: 'Slice',
  build:
    ({ parts }) =>
    (x) =>
      slice(x, parts),
  calls: callsFrom(fc.array(stretch, { minLength: 1, maxLength: 3 }), (axes, sampler) => ({
    options: {
      parts: axes.map(({ size, from, length, step }, axis) => {
        const start = Math.min(from, size - 1);
        return { axis, start, end: Math.min(start + length, size), step };
      }),
    },
    samples: [sampler.normal(axes.map(({ size }) => size))],
  })),
  goldens: goldens.slice,
});
checkOperator('reverse', {
  primitive: 'Slice',
  build:
    ({ axis }) =>
    (x) =>
      reverse(x, axis),
  calls: callsFrom(shapeAndAxis, ({ shape, axis }, sampler) => ({
    options: { axis },
    samples: [sampler.normal(shape)],
  })),
  goldens: goldens.reverse,
});
checkOperator('split', {
  primitive: 'Slice',
  build:
    ({ sizes, axis }: { sizes: readonly number[]; axis: number }) =>
    (x) =>
      split(x, sizes, axis),
  calls: callsFrom(fc.array(upTo(1, 3), { minLength: 1, maxLength: 4 }), (sizes, sampler) => ({
    options: { sizes, axis: -1 },
    samples: [sampler.normal([2, sizes.reduce((a, b) => a + b)])],
  })),
  goldens: goldens.split,
});

describe('bad input', () => {
  const x = input('x', [4, 5]);

  it.each<AxisSlice>([
    { axis: 1, start: 2, end: 6 },
    { axis: 1, start: -1, end: 2 },
    { axis: 1, start: 3, end: 2 },
    { axis: 1, start: 0, end: 2, step: 0 },
    { axis: 1, start: 0, end: 2, step: -1 },
    { axis: 1, start: 0.5, end: 2 },
    { axis: 1, start: Number.NaN, end: 2 },
  ])('%j is refused', (part) => {
    expect(() => slice(x, [part])).toThrow(
      'slice: expected 0 ≤ start ≤ end ≤ 5 and a positive step on axis 1 of Input[4, 5]:float32, received start',
    );
  });

  it('is refused', () => {
    expect(() => slice(x, [{ axis: 2, start: 0, end: 1 }])).toThrow(
      'slice: expected an axis from -2 to 1, received 2.',
    );
    const twice = [0, -2].map((axis) => ({ axis, start: 0, end: 2 }));
    expect(() => slice(x, twice)).toThrow('slice: expected different axes, received [0, 0].');
    expect(() => split(x, [2, 2], 1)).toThrow('split: expected sizes that add up to 5, axis 1 of');
  });
});
