import { z } from 'zod';
import type { Tensor } from '../graph/index.ts';
import * as graph from '../graph/index.ts';

/** A function of each element; those that compare units (softmax) do so along `axis`. */
export type ActivationFunction = (x: Tensor, axis: number) => Tensor;

/** An activation in a layer's options. */
export const activationOption = z.literal(
  [
    'linear',
    'relu',
    'relu6',
    'leakyRelu',
    'elu',
    'selu',
    'gelu',
    'silu',
    'sigmoid',
    'hardSigmoid',
    'tanh',
    'softplus',
    'softsign',
    'exponential',
    'softmax',
    'logSoftmax',
  ],
  {
    error:
      "an activation: 'linear', 'relu', 'relu6', 'leakyRelu', 'elu', 'selu', 'gelu', 'silu', 'sigmoid', " +
      "'hardSigmoid', 'tanh', 'softplus', 'softsign', 'exponential', 'softmax' or 'logSoftmax'",
  },
);

/** An activation's name. */
export type ActivationName = z.output<typeof activationOption>;

/** Every activation, as Keras defines it. */
export const activations: Readonly<Record<ActivationName, ActivationFunction>> = {
  linear: (x) => x,
  relu: graph.relu,
  relu6: (x) => graph.clip(x, 0, 6),
  leakyRelu: (x) => graph.leakyRelu(x, 0.2),
  elu: (x) => graph.elu(x, 1),
  selu: (x) => graph.mul(graph.elu(x, 1.6732632423543772), 1.0507009873554805),
  gelu: graph.gelu,
  silu: graph.silu,
  sigmoid: graph.sigmoid,
  hardSigmoid: (x) => graph.div(graph.clip(graph.add(x, 3), 0, 6), 6),
  tanh: graph.tanh,
  softplus: graph.softplus,
  softsign: (x) => graph.div(x, graph.add(graph.abs(x), 1)),
  exponential: graph.exp,
  softmax: graph.softmax,
  logSoftmax: graph.logSoftmax,
};
