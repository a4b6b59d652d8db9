import { gradients } from '../src/graph/gradients.ts';
import { constant, input } from '../src/graph/leaf.ts';
import { mul } from '../src/graph/ops/arithmetic.ts';
import { reduceSum } from '../src/graph/ops/reduce.ts';
import type { Model } from '../src/layers/index.ts';
import { product } from '../src/util/arrays.ts';
import { present } from '../src/util/errors.ts';
import { expectClose } from './close.ts';
import { runGraph } from './run-graph.ts';

interface GoldenArray {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** What an oracle says of an architecture whose weights are {@link formulaWeights}; see scripts/goldens/network.py. */
export interface NetworkGolden {
  readonly inputs: readonly GoldenArray[];
  readonly output: GoldenArray;
  readonly slopes: readonly number[];
  readonly gradient: GoldenArray;
}

/**
 * Runs a model as an oracle did, with a batch as large as the oracle's.
 *
 * @throws Error where the output, the slope of a weight or the gradient of the first input differs.
 */
export async function compareWithNetwork(
  model: Model,
  golden: NetworkGolden,
  { training = false, tolerance = 1e-4 } = {},
): Promise<void> {
  const weights = new Map(model.weights.map(({ name, shape }) => [name, input(name, shape)]));
  const leaves = golden.inputs.map(({ shape }, i) => input(`input ${i}`, shape));
  const { outputs } = model.forward(leaves, weights, { training });
  const y = present(outputs[0], 'an output');
  const loss = reduceSum(mul(y, constant(wave(y.shape, 0.5), y.shape)));
  const [gradient, ...slopes] = gradients(loss, [present(leaves[0], 'an input'), ...weights.values()]);
  const results = await runGraph(
    {
      y,
      gradient: present(gradient, 'a gradient'),
      ...Object.fromEntries(
        slopes.map((g, k) => [`slope ${k}`, reduceSum(mul(g, constant(wave(g.shape, k), g.shape)))]),
      ),
    },
    { ...formulaWeights(model), ...feeds(golden) },
  );
  expectClose(results.y ?? [], golden.output.values, tolerance, 'output');
  expectClose(results.gradient ?? [], golden.gradient.values, tolerance, 'gradient of the first input');
  const found = slopes.map((_, k) => Number(results[`slope ${k}`]?.[0]));
  expectClose(found, golden.slopes, tolerance, `slopes of ${[...weights.keys()].join(', ')}`);
}

function feeds({ inputs }: NetworkGolden): Record<string, Float32Array> {
  return Object.fromEntries(inputs.map(({ values }, i) => [`input ${i}`, Float32Array.from(values)]));
}

/** sin(12.9898 i + phase) */
function wave(shape: readonly number[], phase: number): Float32Array {
  return Float32Array.from({ length: product(shape) }, (_, i) => Math.sin(12.9898 * i + phase));
}

/** Weights that are no accident and that PyTorch's side makes as well: waves, of the size that a layer wants. */
function formulaWeights(model: Model): Record<string, Float32Array> {
  return Object.fromEntries(
    model.weights.map(({ name, shape }, k) => {
      const size = (value: number) =>
        shape.length > 1 ? value / Math.sqrt(product(shape.slice(1))) : 0.5 + 0.25 * value;
      return [name, Float32Array.from({ length: product(shape) }, (_, i) => size(Math.sin(12.9898 * i + k)))];
    }),
  );
}
