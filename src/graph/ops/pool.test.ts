import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator, type RandomCall } from '../../../test/operator-check.ts';
import { type Sample, Sampler } from '../../../test/samples.ts';
import { input } from '../leaf.ts';
import type { Shape } from '../tensor.ts';
import goldens from './pool.json' with { type: 'json' };
import type { PoolOptions } from './pool.ts';
import { averagePool, globalAveragePool, globalMaxPool, maxPool } from './pool.ts';

const upTo = (least: number, most: number) => fc.integer({ min: least, max: most });

const axis = upTo(1, 4).chain((size) =>
  fc.record({
    size: fc.constant(size),
    stride: upTo(1, 4),
    before: upTo(0, size - 1),
    after: upTo(0, size - 1),
    extra: upTo(0, 4),
  }),
);

const plan = fc.record({
  images: fc.tuple(upTo(1, 2), upTo(1, 3)),
  axes: fc.array(axis, { minLength: 1, maxLength: 3 }),
  seed: fc.nat(),
});

const calls = (values: (sampler: Sampler, shape: Shape) => Sample) =>
  plan.map(({ images, axes, seed }): RandomCall<PoolOptions> => {
    const sizes = axes.map(({ size, before, after, extra }) => Math.max(1, size - before - after + extra));
    const options = {
      size: axes.map(({ size }) => size),
      strides: axes.map(({ stride }) => stride),
      pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)],
    };
    return { options, samples: [values(new Sampler(seed), [...images, ...sizes])] };
  });

checkOperator('maxPool', {
  primitive: 'MaxPool',
  build: (options: PoolOptions) => (x) => maxPool(x, options),
  calls: calls((sampler, shape) => sampler.distinct(shape)),
  goldens: goldens.maxPool,
});

checkOperator('averagePool', {
  primitive: 'AveragePool',
  build: (options: PoolOptions) => (x) => averagePool(x, options),
  calls: calls((sampler, shape) => sampler.normal(shape)),
  goldens: goldens.averagePool,
});

checkOperator('globalMaxPool', {
  primitive: null,
  build: () => (x) => globalMaxPool(x),
  calls: calls((sampler, shape) => sampler.distinct(shape)),
  goldens: goldens.globalMaxPool,
});

checkOperator('globalAveragePool', {
  primitive: null,
  build: () => (x) => globalAveragePool(x),
  calls: calls((sampler, shape) => sampler.normal(shape)),
  goldens: goldens.globalAveragePool,
});

describe('bad input', () => {
  const x = input('x', [1, 2, 8, 8]);

  it.each<[string, PoolOptions]>([
    ['expected an image at least as large as the window', { size: [9, 9] }],
    ['padded by less than its size, received [2,2], pads [2,0,0,0].', { size: [2, 2], pads: [2, 0, 0, 0] }],
    ['expected 2 strides', { size: [2] }],
    ['expected 2 strides', { size: [2, 2], strides: [0, 1] }],
    ['expected 2 strides', { size: [0, 2] }],
  ])('is refused: %s', (message, options) => {
    expect(() => maxPool(x, options)).toThrow(message);
    expect(() => averagePool(x, options)).toThrow(message);
  });

  it('without space is refused', () => {
    expect(() => maxPool(input('x', [2, 3]), { size: [] })).toThrow(
      'maxPool: expected a window of 0 positive sizes',
    );
  });
});
