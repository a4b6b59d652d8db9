import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { broadcasting, callsFrom, upTo } from '../../../test/random-calls.ts';
import { input } from '../leaf.ts';
import goldens from './linear.json' with { type: 'json' };
import { affine, gemm, matMul, matrixTranspose } from './linear.ts';

const sizes = fc.tuple(upTo(1, 4), upTo(1, 4), upTo(1, 4));

checkOperator('matMul', {
  primitive: 'MatMul',
  build: () => matMul,
  calls: callsFrom(fc.tuple(broadcasting(2), sizes), ([[a = [], b = []], [m, k, n]], sampler) => ({
    options: {},
    samples: [sampler.normal([...a, m, k]), sampler.normal([...b, k, n])],
  })),
  goldens: goldens.matMul,
});
checkOperator('affine', {
  primitive: null,
  build: () => affine,
  calls: callsFrom(sizes, ([m, k, n], sampler) => ({
    options: {},
    samples: [sampler.normal([m, k]), sampler.normal([k, n]), sampler.normal([n])],
  })),
  goldens: goldens.affine,
});
checkOperator('matrixTranspose', {
  primitive: null,
  build: () => matrixTranspose,
  calls: callsFrom(sizes, (shape, sampler) => ({ options: {}, samples: [sampler.normal(shape)] })),
  goldens: goldens.matrixTranspose,
});
checkOperator('gemm', {
  primitive: null,
  build:
    (options: { alpha: number; beta: number; transA: boolean; transB: boolean }) =>
    (a, b, ...[c]) =>
      gemm(a, b, c, options),
  calls: callsFrom(fc.tuple(sizes, fc.boolean(), fc.boolean()), ([[m, k, n], transA, transB], sampler) => ({
    options: { alpha: 0.5, beta: -2, transA, transB },
    samples: [
      sampler.normal(transA ? [k, m] : [m, k]),
      sampler.normal(transB ? [n, k] : [k, n]),
      sampler.normal([n]),
    ],
  })),
  goldens: goldens.gemm,
});

describe('bad input', () => {
  it('is refused', () => {
    const a = input('a', [2, 3]);
    expect(() => matMul(a, a)).toThrow(
      'matMul: expected two matrices, or batches of them, [..., m, k] and [..., k, n] of one dtype, received ' +
        'Input[2, 3]:float32 and Input[2, 3]:float32.',
    );
    expect(() => matMul(a, input('v', [3]))).toThrow('matMul: expected two matrices');
    expect(() => matMul(input('a', [2, 2, 3]), input('b', [3, 3, 4]))).toThrow(
      'matMul: expected shapes that broadcast',
    );
  });
});
