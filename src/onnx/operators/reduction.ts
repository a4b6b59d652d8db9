import type { Tensor } from '../../graph/index.ts';
import {
  abs,
  argMax,
  log,
  logSumExp,
  neg,
  norm,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  reshape,
  square,
} from '../../graph/index.ts';
import { normalizeAxis } from '../../graph/tensor.ts';
import { range } from '../../util/arrays.ts';
import type { OnnxNode } from '../node.ts';
import type { Reader, Readers } from '../readers.ts';

type Reduce = (x: Tensor, axes: readonly number[], keepDims: boolean) => Tensor;

/** Reductions over axes, which were an attribute until opset 17 (of ReduceSum until 12) and are an input since. */
export const reduction: Readers = {
  ArgMax: (node) => arg(node, argMax),
  ArgMin: (node) => arg(node, (x, axis) => argMax(neg(x), axis)),
  ReduceL1: over((x, axes, keepDims) => reduceSum(abs(x), axes, keepDims)),
  ReduceL2: over((x, axes, keepDims) => norm(x, axes, keepDims)),
  ReduceLogSum: over((x, axes, keepDims) => log(reduceSum(x, axes, keepDims))),
  ReduceLogSumExp: over(logSumExp),
  ReduceMax: over(reduceMax),
  ReduceMean: over(reduceMean),
  ReduceMin: over(reduceMin),
  ReduceSum: over(reduceSum, 13),
  ReduceSumSquare: over((x, axes, keepDims) => reduceSum(square(x), axes, keepDims)),
};

function over(reduce: Reduce, axesAreInputSince = 18): Reader {
  return (node) => {
    const x = node.tensor(0);
    const axes = (node.opset < axesAreInputSince ? node.ints('axes') : node.numbers(1)) ?? [];
    const alone = node.int('noop_with_empty_axes', 0) !== 0 && axes.length === 0;
    const keepDims = node.int('keepdims', 1) !== 0;
    // Over no axes: each element is reduced alone, which is not always the element itself.
    if (alone) return reduce(reshape(x, [...x.shape, 1]), [x.rank], false);
    return reduce(x, axes.length > 0 ? axes : range(x.rank), keepDims);
  };
}

function arg(node: OnnxNode, pick: (x: Tensor, axis: number) => Tensor): Tensor {
  const x = node.tensor(0);
  const axis = normalizeAxis(node.int('axis', 0), x.rank, node.where);
  node.expectInt('select_last_index', 0);
  const picked = pick(x, axis);
  return node.int('keepdims', 1) === 0 ? picked : reshape(picked, x.shape.with(axis, 1));
}
