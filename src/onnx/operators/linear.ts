import type { Tensor } from '../../graph/index.ts';
import { gemm, logSoftmax, matMul, reshape, softmax } from '../../graph/index.ts';
import { normalizeAxis } from '../../graph/tensor.ts';
import { product } from '../../util/arrays.ts';
import type { OnnxNode } from '../node.ts';
import type { Readers } from '../readers.ts';

/** Matrix products and what follows them in classifiers. */
export const linear: Readers = {
  Gemm: (node) =>
    gemm(node.tensor(0), node.tensor(1), node.optional(2), {
      alpha: node.float('alpha', 1),
      beta: node.float('beta', 1),
      transA: node.int('transA', 0) !== 0,
      transB: node.int('transB', 0) !== 0,
    }),
  LogSoftmax: (node) => alongAxis(node, logSoftmax),
  MatMul: (node) => product2(node.tensor(0), node.tensor(1)),
  Softmax: (node) => alongAxis(node, softmax),
};

/** As NumPy has it: a vector on the left is a row, on the right a column, and the axis that was added goes again. */
function product2(a: Tensor, b: Tensor): Tensor {
  const left = a.rank === 1 ? reshape(a, [1, a.size]) : a;
  const right = b.rank === 1 ? reshape(b, [b.size, 1]) : b;
  const y = matMul(left, right);
  const kept = y.shape.filter(
    (_, axis) => !(a.rank === 1 && axis === y.rank - 2) && !(b.rank === 1 && axis === y.rank - 1),
  );
  return reshape(y, kept);
}

/** Until opset 12 all axes from the given one on were taken as one. */
function alongAxis(node: OnnxNode, apply: (x: Tensor, axis: number) => Tensor): Tensor {
  const x = node.tensor(0);
  const axis = normalizeAxis(node.int('axis', node.opset < 13 ? 1 : -1), x.rank, node.where);
  if (node.opset >= 13) return apply(x, axis);
  const flat = reshape(x, [product(x.shape.slice(0, axis)), product(x.shape.slice(axis))]);
  return reshape(apply(flat, 1), x.shape);
}
