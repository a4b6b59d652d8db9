import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { broadcasting, callsFrom, shapes } from '../../../test/random-calls.ts';
import type { Sampler } from '../../../test/samples.ts';
import { input } from '../leaf.ts';
import goldens from './complex.json' with { type: 'json' };
import * as ops from './complex.ts';

const two = callsFrom(broadcasting(2), ([a = [], b = []], sampler) => ({
  options: {},
  samples: [planar(sampler, a), planar(sampler, b)],
}));
const one = callsFrom(shapes(), (shape, sampler) => ({ options: {}, samples: [planar(sampler, shape)] }));

/** Coils and other leading axes are of the given shape. */
function planar(sampler: Sampler, shape: readonly number[]) {
  return sampler.normal([...shape, 2, 3, 2]);
}

checkOperator('complexMultiply', {
  primitive: null,
  build: () => ops.complexMultiply,
  calls: two,
  goldens: goldens.complexMultiply,
});
checkOperator('multiplyByConjugate', {
  primitive: null,
  build: () => ops.multiplyByConjugate,
  calls: two,
  goldens: goldens.multiplyByConjugate,
});
checkOperator('conjugate', {
  primitive: null,
  build: () => ops.conjugate,
  calls: one,
  goldens: goldens.conjugate,
});
checkOperator('magnitude', {
  primitive: null,
  build:
    ({ keepDims }: { keepDims: boolean }) =>
    (z) =>
      ops.magnitude(z, keepDims),
  calls: callsFrom(shapes(), (shape, sampler) => ({
    options: { keepDims: shape.length === 1 },
    samples: [sampler.uniform([...shape, 2, 2, 3], 0.5, 1.5)],
  })),
  goldens: goldens.magnitude,
});
checkOperator('real', { primitive: null, build: () => ops.real, calls: one, goldens: goldens.real });
checkOperator('imaginary', {
  primitive: null,
  build: () => ops.imaginary,
  calls: one,
  goldens: goldens.imaginary,
});
checkOperator('complex', {
  primitive: null,
  build: () => ops.complex,
  calls: callsFrom(shapes(), (shape, sampler) => ({
    options: {},
    samples: [sampler.normal([...shape, 1, 2, 3]), sampler.normal([...shape, 1, 2, 3])],
  })),
  goldens: goldens.complex,
});

describe('bad input', () => {
  it('is refused', () => {
    const z = input('z', [2, 4, 4]);
    expect(() => ops.complexMultiply(z, input('x', [3, 4, 4]))).toThrow(
      'complexMultiply: expected planar complex tensors [..., 2, row, column] of float32, received ' +
        'Input[2, 4, 4]:float32 and Input[3, 4, 4]:float32.',
    );
    expect(() => ops.magnitude(input('x', [2, 4]))).toThrow('magnitude: expected planar complex tensors');
    expect(() => ops.conjugate(input('n', [2, 4, 4], 'int64'))).toThrow('conjugate: expected planar complex');
  });
});
