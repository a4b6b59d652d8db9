import type { Tensor } from '../../graph/index.ts';
import {
  averagePool,
  constant,
  div,
  expand,
  globalAveragePool,
  maxPool,
  pad,
  reduceMax,
  reshape,
} from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import type { OnnxNode } from '../node.ts';
import type { Readers } from '../readers.ts';
import type { Window } from './window.ts';
import { windowOf } from './window.ts';

/** Poolings. */
export const pooling: Readers = {
  AveragePool: (node) => {
    const x = node.tensor(0);
    const { size, window } = poolOf(node, x);
    return average(x, size, window, node.int('count_include_pad', 0) !== 0);
  },
  GlobalAveragePool: (node) => {
    const x = node.tensor(0);
    return withSpatialOnes(globalAveragePool(x), x.rank);
  },
  GlobalMaxPool: (node) => {
    const x = node.tensor(0);
    return reduceMax(x, range(2, x.rank), true);
  },
  MaxPool: (node) => {
    const x = node.tensor(0);
    const { size, window } = poolOf(node, x);
    node.ignore('storage_order');
    if (node.outputCount > 1) throw node.refusal('the maxima alone', 'a second output, their indices');
    return maxPool(x, { size, strides: window.strides, pads: wholePads(window) });
  },
};

function poolOf(node: OnnxNode, x: Tensor) {
  const size = node.ints('kernel_shape') ?? [];
  const window = windowOf(node, x.shape.slice(2), size);
  if (window.dilations.some((d) => d !== 1))
    throw node.refusal('dilations of 1', `[${window.dilations.join(', ')}]`);
  return { size, window };
}

/** The padding, with what the last windows reach beyond it. */
function wholePads({ pads, beyond }: Window): number[] {
  return pads.map((p, i) => p + (i < beyond.length ? 0 : (beyond[i - beyond.length] ?? 0)));
}

/** The mean over the part of each window that counts: padding only if it is included, what lies beyond it never. */
function average(x: Tensor, size: readonly number[], window: Window, includePads: boolean): Tensor {
  const { strides, pads, beyond } = window;
  const rank = size.length;
  const counted = includePads ? pad(x, [0, 0, ...pads.slice(0, rank)], [0, 0, ...pads.slice(rank)]) : x;
  const rest = includePads ? [...beyond.map(() => 0), ...beyond] : wholePads(window);
  const options = { size, strides, pads: rest };
  if (rest.every((p) => p === 0)) return averagePool(counted, options);
  const ones = expand(constant(1), [1, 1, ...counted.shape.slice(2)]);
  return div(averagePool(counted, options), averagePool(ones, options));
}

function withSpatialOnes(x: Tensor, rank: number): Tensor {
  return reshape(x, [...x.shape, ...range(2, rank).map(() => 1)]);
}
