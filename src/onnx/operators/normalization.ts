import type { Tensor } from '../../graph/index.ts';
import {
  div,
  groupNormalization,
  instanceNormalization,
  layerNormalization,
  norm,
  normalizeBy,
  normalizeOver,
  reshape,
} from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import type { OnnxNode } from '../node.ts';
import type { Readers } from '../readers.ts';

/** Normalizations, as they are at inference. */
export const normalization: Readers = {
  BatchNormalization: (node) => {
    const x = node.tensor(0);
    node.ignore('momentum', 'spatial');
    node.expectInt('training_mode', 0);
    const [scale, bias] = [perChannel(node.tensor(1), x), perChannel(node.tensor(2), x)];
    const [mean, variance] = [statistics(node, 3, x), statistics(node, 4, x)];
    return normalizeBy(x, mean, variance, { scale, bias, epsilon: node.float('epsilon', 1e-5) });
  },
  GroupNormalization: (node) => {
    if (node.opset < 21)
      throw node.refusal('opset 21 or later', `opset ${node.opset}, where it scaled by groups`);
    node.ignore('stash_type');
    return groupNormalization(node.tensor(0), node.int('num_groups', 1), affine(node));
  },
  InstanceNormalization: (node) => instanceNormalization(node.tensor(0), affine(node)),
  LayerNormalization: (node) => {
    const [x, scale, bias] = [node.tensor(0), node.tensor(1), node.optional(2)];
    node.ignore('stash_type');
    const options = { scale, epsilon: node.float('epsilon', 1e-5), ...(bias && { bias }) };
    return layerNormalization(x, node.int('axis', -1), options);
  },
  LpNormalization: (node) => {
    node.expectInt('p', 2);
    const x = node.tensor(0);
    return div(x, norm(x, [node.int('axis', -1)], true));
  },
  MeanVarianceNormalization: (node) =>
    normalizeOver(node.tensor(0), node.ints('axes') ?? [0, 2, 3], { epsilon: 0 }).y,
};

function affine(node: OnnxNode) {
  return { scale: node.tensor(1), bias: node.tensor(2), epsilon: node.float('epsilon', 1e-5) };
}

/** The running statistics, which no gradient is to change, are constants. */
function statistics(node: OnnxNode, place: number, x: Tensor): Tensor {
  const constant = node.constant(place);
  if (!constant) throw node.refusal('running statistics', 'none');
  return perChannel(constant, x);
}

function perChannel(vector: Tensor, x: Tensor): Tensor {
  return reshape(vector, [1, vector.size, ...range(2, x.rank).map(() => 1)]);
}
