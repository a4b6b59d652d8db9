import type { Tensor } from '../../graph/index.ts';
import * as graph from '../../graph/index.ts';
import type { OnnxNode } from '../node.ts';
import type { Readers } from '../readers.ts';
import { dtypeOf } from '../tensor-values.ts';

const { add, clip, max, min, mul, relu } = graph;

/** A function of one input, without attributes. */
function unary(apply: (x: Tensor) => Tensor) {
  return (node: OnnxNode) => apply(node.tensor(0));
}

/** A function of two inputs, without attributes; before opset 7 it did not broadcast as it does now. */
function binary(apply: (a: Tensor, b: Tensor) => Tensor) {
  return (node: OnnxNode) => apply(node.tensor(0), node.tensor(1));
}

/** A function of any number of inputs, two at a time. */
function variadic(apply: (a: Tensor, b: Tensor) => Tensor) {
  return (node: OnnxNode) =>
    node
      .tensors()
      .slice(1)
      .reduce((a, b) => apply(a, b), node.tensor(0));
}

/** Functions of each element alone. */
export const elementwise: Readers = {
  Abs: unary(graph.abs),
  Add: binary(graph.add),
  And: binary(graph.and),
  Cast: (node) => {
    node.ignore('saturate');
    return graph.cast(node.tensor(0), dtypeOf(node.int('to', 0), node.where));
  },
  Clip: (node) => {
    const [low, high] = node.opset < 11 ? [node.float('min', -MOST), node.float('max', MOST)] : limits(node);
    return clip(node.tensor(0), low, high);
  },
  Ceil: unary((x) => graph.neg(graph.floor(graph.neg(x)))),
  Cos: unary(graph.cos),
  Div: binary(graph.div),
  Dropout: (node) => {
    node.ignore('ratio', 'seed', 'is_test', 'input 1');
    const training = node.opset >= 12 && node.numbers(2)?.[0];
    if (training) throw node.refusal('a dropout for inference', 'one that is always training');
    return node.tensor(0);
  },
  Elu: (node) => graph.elu(node.tensor(0), node.float('alpha', 1)),
  Equal: binary(graph.equal),
  Erf: unary(graph.erf),
  Exp: unary(graph.exp),
  Floor: unary(graph.floor),
  Gelu: (node) => {
    const kind = node.text('approximate', 'none');
    if (kind !== 'none') throw node.refusal('the exact function (approximate "none")', `"${kind}"`);
    return graph.gelu(node.tensor(0));
  },
  Greater: binary(graph.greater),
  GreaterOrEqual: binary(graph.greaterOrEqual),
  HardSigmoid: (node) => hardSigmoid(node.tensor(0), node.float('alpha', 0.2), node.float('beta', 0.5)),
  HardSwish: unary((x) => mul(x, hardSigmoid(x, 1 / 6, 0.5))),
  Identity: unary((x) => x),
  LeakyRelu: (node) => graph.leakyRelu(node.tensor(0), node.float('alpha', 0.01)),
  Less: binary(graph.less),
  LessOrEqual: binary(graph.lessOrEqual),
  Log: unary(graph.log),
  Max: variadic(graph.max),
  Mean: (node) => graph.div(variadic(add)(node), node.inputCount),
  Min: variadic(graph.min),
  Mul: binary(graph.mul),
  Neg: unary(graph.neg),
  Not: unary(graph.not),
  Or: binary(graph.or),
  Pow: binary((a, b) => graph.pow(a, graph.cast(b, a.dtype))),
  PRelu: binary((x, slope) => add(relu(x), mul(slope, min(x, 0)))),
  Reciprocal: unary(graph.reciprocal),
  Relu: unary(graph.relu),
  Sigmoid: unary(graph.sigmoid),
  Sign: unary(graph.sign),
  Sin: unary(graph.sin),
  Softplus: unary(graph.softplus),
  Softsign: unary((x) => graph.div(x, add(graph.abs(x), 1))),
  Sqrt: unary(graph.sqrt),
  Sub: binary(graph.sub),
  Sum: variadic(graph.add),
  Tanh: unary(graph.tanh),
  ThresholdedRelu: (node) => {
    const x = node.tensor(0);
    return graph.maskedBy(graph.greater(x, node.float('alpha', 1)), x);
  },
  Where: (node) => graph.where(node.tensor(0), node.tensor(1), node.tensor(2)),
};

const MOST = 3.4028234663852886e38;

function limits(node: OnnxNode): [number, number] {
  return [node.numbers(1)?.[0] ?? -MOST, node.numbers(2)?.[0] ?? MOST];
}

function hardSigmoid(x: Tensor, slope: number, offset: number): Tensor {
  return max(min(add(mul(x, slope), offset), 1), 0);
}
