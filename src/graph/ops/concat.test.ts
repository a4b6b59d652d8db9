import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { callsFrom, shapeAndAxis, upTo } from '../../../test/random-calls.ts';
import { input } from '../leaf.ts';
import goldens from './concat.json' with { type: 'json' };
import { concat, stack } from './concat.ts';

const plan = fc.tuple(shapeAndAxis, fc.array(upTo(1, 3), { minLength: 1, maxLength: 4 }));

checkOperator('concat', {
  primitive: 'Concat',
  build:
    ({ axis }: { axis: number }) =>
    (...tensors) =>
      concat(tensors, axis),
  calls: callsFrom(plan, ([{ shape, axis }, sizes], sampler) => ({
    options: { axis },
    samples: sizes.map((size) => sampler.normal(shape.with(axis, size))),
  })),
  goldens: goldens.concat,
});
checkOperator('stack', {
  primitive: 'Concat',
  build:
    ({ axis }: { axis: number }) =>
    (...tensors) =>
      stack(tensors, axis),
  calls: callsFrom(plan, ([{ shape, axis }, copies], sampler) => ({
    options: { axis },
    samples: copies.map(() => sampler.normal(shape)),
  })),
  goldens: goldens.stack.filter(({ inputs }) => inputs.length > 1),
});

describe('bad input', () => {
  const x = input('x', [2, 3]);

  it('is refused', () => {
    expect(() => concat([], 0)).toThrow('concat: expected one or more tensors, received none.');
    expect(() => concat([x, input('y', [3, 3])], 1)).toThrow(
      'concat: expected tensors of one dtype, equal in all axes but 1, received Input[2, 3]:float32, Input[3, 3]:float32.',
    );
    expect(() => concat([x, input('y', [2])], 0)).toThrow('concat: expected tensors of one dtype');
    expect(() => concat([x, input('y', [2, 3], 'int64')], 0)).toThrow(
      'concat: expected tensors of one dtype',
    );
    expect(() => concat([x, x], 2)).toThrow('concat: expected an axis from -2 to 1');
    expect(() => stack([x, input('y', [3, 2])])).toThrow('concat: expected tensors of one dtype');
  });
});
