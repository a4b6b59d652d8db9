import { present } from '../src/util/errors.ts';
import type { Workload } from './serve.ts';
import { type Specification, specifications } from './workloads.ts';

/** What a framework must offer to define the networks; T is its tensor. */
export interface Operators<T> {
  /** x · kernel + bias. */
  readonly dense: (x: T, kernel: T, bias: T) => T;
  /** Convolution with `zeros` zeros at each edge. */
  readonly conv: (x: T, kernel: T, bias: T, zeros: number) => T;
  /** Transposed convolution of size and stride 2. */
  readonly convTranspose: (x: T, kernel: T, bias: T) => T;
  readonly relu: (x: T) => T;
  /** The maximum of each 2 × 2 window. */
  readonly maxPool: (x: T) => T;
  /** Channels of a, then channels of b. */
  readonly concat: (a: T, b: T) => T;
  /** [example, channel, row, column] to [example, channel · row · column]. */
  readonly flatten: (x: T) => T;
}

/** A network: its output from its parameters and inputs. */
export type Network = <T>(operators: Operators<T>, parameters: readonly T[], x: T) => T;

/** Hands out kernel and bias, layer by layer. */
function reader<T>(parameters: readonly T[]): () => [T, T] {
  let at = 0;
  return () => [present(parameters[at++], 'kernel'), present(parameters[at++], 'bias')];
}

function mlp<T>(operators: Operators<T>, parameters: readonly T[], x: T): T {
  const next = reader(parameters);
  let y = operators.dense(x, ...next());
  for (let left = parameters.length / 2 - 1; left > 0; left--) {
    y = operators.dense(operators.relu(y), ...next());
  }
  return y;
}

function lenet5<T>(operators: Operators<T>, parameters: readonly T[], x: T): T {
  const { conv, relu, maxPool, flatten } = operators;
  const next = reader(parameters);
  const first = maxPool(relu(conv(x, ...next(), 2)));
  const second = maxPool(relu(conv(first, ...next(), 0)));
  return mlp(operators, parameters.slice(4), flatten(second));
}

function unet<T>(operators: Operators<T>, parameters: readonly T[], x: T): T {
  const { conv, convTranspose, relu, maxPool, concat } = operators;
  const next = reader(parameters);
  const level = (y: T) => relu(conv(relu(conv(y, ...next(), 1)), ...next(), 1));
  const skips: T[] = [];
  let y = x;
  for (let depth = 0; depth < 3; depth++) {
    const skip = level(y);
    skips.push(skip);
    y = maxPool(skip);
  }
  y = level(y);
  for (const skip of skips.toReversed()) y = level(concat(skip, convTranspose(y, ...next())));
  return conv(y, ...next(), 0);
}

/** Makes each workload that is a network ready, given how one is trained. */
export function trainings(
  train: (network: Network, specification: Specification) => Workload | Promise<Workload>,
) {
  return {
    'iris-mlp': async () => train(mlp, specifications['iris-mlp']),
    'mnist-mlp': async () => train(mlp, specifications['mnist-mlp']),
    lenet5: async () => train(lenet5, specifications.lenet5),
    unet: async () => train(unet, specifications.unet),
  };
}
