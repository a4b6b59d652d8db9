import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { binaryCalls, callsFrom, shapes, unaryCalls, upTo } from '../../../test/random-calls.ts';
import { runGraph } from '../../../test/run-graph.ts';
import type { Sampler } from '../../../test/samples.ts';
import { gradients } from '../gradients.ts';
import { constant, input } from '../leaf.ts';
import type { Shape } from '../tensor.ts';
import goldens from './arithmetic.json' with { type: 'json' };
import * as ops from './arithmetic.ts';
import { reduceSum } from './reduce.ts';

const normal = (sampler: Sampler, shape: Shape) => sampler.normal(shape);
const positive = (sampler: Sampler, shape: Shape) => sampler.uniform(shape, 0.5, 2);
const distinct = (sampler: Sampler, shape: Shape) => sampler.distinct(shape);

const offWhole = (sampler: Sampler, shape: Shape) => sampler.distinct(shape, 0.5);

const anyTwo = binaryCalls((sampler, a, b) => [sampler.normal(a), sampler.normal(b)]);
const unequalTwo = binaryCalls((sampler, a, b) => sampler.distinctAll([a, b]));

checkOperator('add', { primitive: 'Add', build: () => ops.add, calls: anyTwo, goldens: goldens.add });
checkOperator('sub', { primitive: 'Sub', build: () => ops.sub, calls: anyTwo, goldens: goldens.sub });
checkOperator('mul', { primitive: 'Mul', build: () => ops.mul, calls: anyTwo, goldens: goldens.mul });
checkOperator('div', {
  primitive: 'Div',
  build: () => ops.div,
  calls: binaryCalls((sampler, a, b) => [sampler.normal(a), sampler.uniform(b, 0.5, 2)]),
  goldens: goldens.div,
});
checkOperator('min', { primitive: 'Min', build: () => ops.min, calls: unequalTwo, goldens: goldens.min });
checkOperator('max', { primitive: 'Max', build: () => ops.max, calls: unequalTwo, goldens: goldens.max });
checkOperator('pow', {
  primitive: 'Pow',
  build: () => ops.pow,
  calls: binaryCalls((sampler, a, b) => [sampler.uniform(a, 0.5, 2), sampler.normal(b)]),
  goldens: goldens.pow,
});
checkOperator('pow of constants', {
  primitive: 'Pow',
  build:
    ({ exponents }: { exponents: readonly number[] }) =>
    (x) =>
      ops.pow(x, exponents.length === 1 ? (exponents[0] ?? 0) : constant(exponents)),
  calls: callsFrom(upTo(-3, 4), (exponent, sampler) => ({
    options: { exponents: [exponent] },
    samples: [sampler.uniform([2, 3], -2, -0.5)],
  })),
  goldens: goldens.powOfConstants,
});
checkOperator('sumAll', {
  primitive: null,
  build:
    () =>
    (...tensors) =>
      ops.sumAll(tensors),
  calls: callsFrom(shapes(), (shape, sampler) => ({
    options: {},
    samples: [1, 2, 3].map(() => sampler.normal(shape)),
  })),
  goldens: goldens.sumAll,
});

checkOperator('neg', {
  primitive: 'Neg',
  build: () => ops.neg,
  calls: unaryCalls(normal),
  goldens: goldens.neg,
});
checkOperator('abs', {
  primitive: 'Abs',
  build: () => ops.abs,
  calls: unaryCalls(distinct),
  goldens: goldens.abs,
});
checkOperator('sign', {
  primitive: 'Sign',
  build: () => ops.sign,
  calls: unaryCalls(distinct),
  goldens: goldens.sign,
});
checkOperator('floor', {
  primitive: 'Floor',
  build: () => ops.floor,
  calls: unaryCalls(offWhole),
  goldens: goldens.floor,
});
checkOperator('exp', {
  primitive: 'Exp',
  build: () => ops.exp,
  calls: unaryCalls(normal),
  goldens: goldens.exp,
});
checkOperator('log', {
  primitive: 'Log',
  build: () => ops.log,
  calls: unaryCalls(positive),
  goldens: goldens.log,
});
checkOperator('sqrt', {
  primitive: 'Sqrt',
  build: () => ops.sqrt,
  calls: unaryCalls(positive),
  goldens: goldens.sqrt,
});
checkOperator('reciprocal', {
  primitive: 'Reciprocal',
  build: () => ops.reciprocal,
  calls: unaryCalls(positive),
  goldens: goldens.reciprocal,
});
checkOperator('sin', {
  primitive: 'Sin',
  build: () => ops.sin,
  calls: unaryCalls(normal),
  goldens: goldens.sin,
});
checkOperator('cos', {
  primitive: 'Cos',
  build: () => ops.cos,
  calls: unaryCalls(normal),
  goldens: goldens.cos,
});
checkOperator('erf', {
  primitive: 'Erf',
  build: () => ops.erf,
  calls: unaryCalls(normal),
  goldens: goldens.erf,
});
checkOperator('square', {
  primitive: null,
  build: () => ops.square,
  calls: unaryCalls(normal),
  goldens: goldens.square,
});

checkOperator<{ low: number | null; high: number | null }>('clip', {
  primitive: 'Clip',
  build:
    ({ low, high }) =>
    (x) =>
      ops.clip(x, low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY),
  calls: callsFrom(shapes(), (shape, sampler) => ({
    options: { low: -0.7, high: 1.2 },
    samples: [sampler.distinct(shape)],
  })),
  goldens: goldens.clip,
});

describe('where two tensors are equal', () => {
  it.each([
    ['min', ops.min],
    ['max', ops.max],
  ])('the gradient of %s goes to the first', async (_, operator) => {
    const [a, b] = [input('a', [3]), input('b', [3])];
    const [da, db] = gradients(reduceSum(operator(a, b)), [a, b]);
    const values = Float32Array.of(0, -1, 2);
    expect(await runGraph({ da, db }, { a: values, b: values })).toEqual({
      da: Float32Array.of(1, 1, 1),
      db: Float32Array.of(0, 0, 0),
    });
  });
});

describe('bad input', () => {
  const x = input('x', [2, 3]);

  it('is refused', () => {
    expect(() => ops.add(x, input('y', [2]))).toThrow(
      'Add: expected shapes that broadcast (equal sizes or 1, aligned at the last axis), received [2, 3] and [2].',
    );
    expect(() => ops.mul(x, input('n', [3], 'int64'))).toThrow(
      'Mul: expected two tensors of one dtype, received Input[2, 3]:float32 and Input[3]:int64. Convert one with cast.',
    );
    expect(() => ops.sub(1, 2)).toThrow('Sub: expected at least one tensor, received 1 and 2.');
    expect(() => ops.exp(input('n', [3], 'int64'))).toThrow('Exp: expected a float32 tensor');
    expect(() => ops.clip(x, 2, 1)).toThrow('clip: expected low ≤ high, received 2 and 1.');
    expect(() => ops.sumAll([])).toThrow('sumAll: expected one or more tensors of one shape, received none.');
    expect(() => ops.sumAll([x, input('y', [3])])).toThrow('of one shape');
  });
});
