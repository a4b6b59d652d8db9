import { describe, expect, it } from 'vitest';
import { checkOperator } from '../../../test/operator-check.ts';
import { broadcasting, callsFrom, shapeAndAxes } from '../../../test/random-calls.ts';
import { runGraph } from '../../../test/run-graph.ts';
import type { Sample, Sampler } from '../../../test/samples.ts';
import { constant, input } from '../leaf.ts';
import type { Shape, Tensor } from '../tensor.ts';
import goldens from './reduce.json' with { type: 'json' };
import * as ops from './reduce.ts';

interface Options {
  readonly axes: readonly number[] | null;
  readonly keepDims: boolean;
}

const over =
  (reduce: (x: Tensor, axes?: readonly number[], keepDims?: boolean) => Tensor) =>
  ({ axes, keepDims }: Options) =>
  (x: Tensor) =>
    reduce(x, axes ?? undefined, keepDims);

const calls = (draw: (sampler: Sampler, shape: Shape) => Sample) =>
  callsFrom<{ shape: Shape; axes: readonly number[] }, Options>(shapeAndAxes, ({ shape, axes }, sampler) => ({
    options: { axes, keepDims: axes.length % 2 === 0 },
    samples: [draw(sampler, shape)],
  }));

const normal = calls((sampler, shape) => sampler.normal(shape));
const distinct = calls((sampler, shape) => sampler.distinct(shape));

checkOperator('reduceSum', {
  primitive: 'ReduceSum',
  build: over(ops.reduceSum),
  calls: normal,
  goldens: goldens.reduceSum,
});
checkOperator('reduceMean', {
  primitive: 'ReduceMean',
  build: over(ops.reduceMean),
  calls: normal,
  goldens: goldens.reduceMean,
});
checkOperator('reduceMax', {
  primitive: 'ReduceMax',
  build: over(ops.reduceMax),
  calls: distinct,
  goldens: goldens.reduceMax,
});
checkOperator('reduceMin', {
  primitive: 'ReduceMin',
  build: over(ops.reduceMin),
  calls: distinct,
  goldens: goldens.reduceMin,
});
checkOperator('logSumExp', {
  primitive: 'ReduceLogSumExp',
  build: over(ops.logSumExp),
  calls: normal,
  goldens: goldens.logSumExp,
});
checkOperator('norm', {
  primitive: 'ReduceL2',
  build: over(ops.norm),
  calls: calls((sampler, shape) => sampler.uniform(shape, 0.5, 2)),
  goldens: goldens.norm,
});
checkOperator('norm with ε', {
  primitive: null,
  build:
    ({ epsilon }) =>
    (x) =>
      ops.norm(x, [1], false, epsilon),
  calls: null,
  goldens: goldens.smoothNorm,
});
checkOperator('reduceVariance', {
  primitive: null,
  build: over(ops.reduceVariance),
  calls: normal,
  goldens: goldens.variance,
});
checkOperator<{ shape: readonly number[] }>('sumTo', {
  primitive: null,
  build:
    ({ shape }) =>
    (x) =>
      ops.sumTo(x, shape),
  calls: callsFrom(broadcasting(1), ([shape = []], sampler) => ({
    options: { shape },
    samples: [sampler.normal([2, ...shape.map((size) => (size === 1 ? 3 : size))])],
  })),
  goldens: goldens.sumTo,
});
checkOperator('argMax', {
  primitive: 'ArgMax',
  build:
    ({ axis }) =>
    (x) =>
      ops.argMax(x, axis),
  calls: null,
  goldens: goldens.argMax,
});

describe('argMax', () => {
  it('finds the first of several', async () => {
    const x = constant([1, 3, 3, 0, 2, 2], [2, 3]);
    expect((await runGraph({ y: ops.argMax(x, -1) })).y).toEqual(BigInt64Array.of(1n, 1n));
  });
});

describe('bad input', () => {
  const x = input('x', [2, 3]);

  it('is refused', () => {
    expect(() => ops.reduceSum(x, [2])).toThrow('ReduceSum: expected an axis from -2 to 1, received 2.');
    expect(() => ops.reduceMean(input('n', [2], 'int64'))).toThrow('ReduceMean: expected a float32 tensor');
    expect(() => ops.reduceSum(input('b', [2], 'bool'))).toThrow(
      'ReduceSum: expected a tensor of float32, int32',
    );
    expect(() => ops.reduceMax(input('x', [0, 2]))).toThrow(
      'ReduceMax: expected a tensor with elements, received [0, 2]',
    );
    expect(() => ops.argMax(input('x', [2, 0]), 1)).toThrow('argMax: expected an axis with elements');
    expect(() => ops.argMax(x, 5)).toThrow('argMax: expected an axis from -2 to 1, received 5.');
  });
});
