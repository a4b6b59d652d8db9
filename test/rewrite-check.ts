import { gradients } from '../src/graph/gradients.ts';
import { input } from '../src/graph/leaf.ts';
import { mul } from '../src/graph/ops/arithmetic.ts';
import { reduceSum } from '../src/graph/ops/reduce.ts';
import type { Tensor } from '../src/graph/tensor.ts';
import { present } from '../src/util/errors.ts';
import { expectClose } from './close.ts';
import { feeds, numbered } from './derive.ts';
import type { RandomNetwork } from './random-network.ts';
import { runGraph } from './run-graph.ts';
import { Sampler } from './samples.ts';

/** How a graph is rewritten: the network before it is differentiated, and the whole after. */
export interface Rewrites {
  readonly before?: (outputs: readonly Tensor[]) => readonly Tensor[];
  readonly after?: (outputs: readonly Tensor[]) => readonly Tensor[];
}

/** Checks that a rewritten network computes what it did: its output, and the gradients of a random projection of it. */
export async function checkRewrite(
  network: RandomNetwork,
  rewrites: Rewrites,
  tolerance = 1e-4,
): Promise<void> {
  const plain = await computed(network, {});
  const rewritten = await computed(network, rewrites);
  for (const [name, values] of Object.entries(plain)) {
    expectClose(present(rewritten[name], name), values, tolerance, name);
  }
}

async function computed({ y, inputs, samples }: RandomNetwork, { before, after }: Rewrites) {
  const upstream = input('dy', y.shape);
  const [network = y] = before ? before([y]) : [y];
  const all = [network, ...gradients(reduceSum(mul(network, upstream)), inputs)];
  const outputs = numbered('y', after ? after(all) : all);
  return runGraph(outputs, { ...feeds('x', samples), dy: new Sampler(5).normal(y.shape).values });
}
