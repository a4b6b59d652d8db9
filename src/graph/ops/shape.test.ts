import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { broadcasting, callsFrom, shapes, upTo } from '../../../test/random-calls.ts';
import { input } from '../leaf.ts';
import goldens from './shape.json' with { type: 'json' };
import { expand, reshape, tile, transpose } from './shape.ts';

checkOperator<{ shape: readonly number[] }>('reshape', {
  primitive: 'Reshape',
  build:
    ({ shape }) =>
    (x) =>
      reshape(x, shape),
  calls: callsFrom(shapes(2), ([first = 1, ...rest], sampler) => ({
    options: { shape: [...rest, -1] },
    samples: [sampler.normal([first, ...rest])],
  })),
  goldens: goldens.reshape,
});

const permuted = shapes(1, 4).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    permutation: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
  }),
);

checkOperator<{ permutation: readonly number[] }>('transpose', {
  primitive: 'Transpose',
  build:
    ({ permutation }) =>
    (x) =>
      transpose(x, permutation),
  calls: callsFrom(permuted, ({ shape, permutation }, sampler) => ({
    options: { permutation },
    samples: [sampler.normal(shape)],
  })),
  goldens: goldens.transpose,
});

checkOperator<{ shape: readonly number[] }>('expand', {
  primitive: 'Expand',
  build:
    ({ shape }) =>
    (x) =>
      expand(x, shape),
  calls: callsFrom(broadcasting(1), ([shape = []], sampler) => ({
    options: { shape: [2, ...shape.map((size) => (size === 1 ? 3 : size))] },
    samples: [sampler.normal(shape)],
  })),
  goldens: goldens.expand,
});

checkOperator<{ repeats: readonly number[] }>('tile', {
  primitive: 'Tile',
  build:
    ({ repeats }) =>
    (x) =>
      tile(x, repeats),
  calls: callsFrom(fc.tuple(shapes(1), upTo(1, 3)), ([shape, most], sampler) => ({
    options: { repeats: shape.map((_, axis) => 1 + (axis % most)) },
    samples: [sampler.normal(shape)],
  })),
  goldens: goldens.tile,
});

describe('what changes nothing', () => {
  it('adds nothing to the graph', () => {
    const x = input('x', [2, 3]);
    expect(reshape(x, [2, -1])).toBe(x);
    expect(transpose(x, [0, 1])).toBe(x);
    expect(expand(x, [2, 3])).toBe(x);
    expect(tile(x, [1, 1])).toBe(x);
  });
});

describe('bad input', () => {
  const x = input('x', [2, 3]);

  it('is refused', () => {
    expect(() => reshape(x, [4])).toThrow(
      'reshape: expected a shape of 6 elements, as Input[2, 3]:float32 has, received [4].',
    );
    expect(() => reshape(x, [-1, 4])).toThrow('reshape: expected a shape of non-negative integers');
    expect(() => reshape(x, [-1, -1])).toThrow('reshape: expected a shape of non-negative integers');
    expect(() => transpose(x, [0, 0])).toThrow('transpose: expected a permutation of the 2 axes');
    expect(() => transpose(x, [0])).toThrow('transpose: expected a permutation of the 2 axes');
    expect(() => expand(x, [2, 4])).toThrow('expand: expected shapes that broadcast');
    expect(() => expand(x, [3])).toThrow(
      'expand: expected a shape that Input[2, 3]:float32 broadcasts to, received [3].',
    );
    expect(() => tile(x, [2])).toThrow('tile: expected one repeat of 1 or more for each of the 2 axes');
    expect(() => tile(x, [0, 1])).toThrow('tile: expected one repeat of 1 or more');
  });
});
