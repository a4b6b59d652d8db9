import { gradients } from '../src/graph/gradients.ts';
import { input } from '../src/graph/leaf.ts';
import { add, mul } from '../src/graph/ops/arithmetic.ts';
import { reduceSum } from '../src/graph/ops/reduce.ts';
import type { Tensor } from '../src/graph/tensor.ts';
import { present } from '../src/util/errors.ts';
import { type Outputs, runGraph } from './run-graph.ts';
import { type Sample, sample } from './samples.ts';

/** A function of tensors under test; it may give several. */
export type Build = (...inputs: readonly Tensor[]) => Tensor | readonly Tensor[];

/** A function, traced: its inputs `x0`, `x1` ... and its outputs `y0`, `y1` ... */
export interface Traced {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** Traces `build` for inputs of the samples' types. */
export function trace(build: Build, samples: readonly Sample[]): Traced {
  const inputs = samples.map(({ shape, dtype }, i) => input(`x${i}`, shape, dtype));
  return { inputs, outputs: [build(...inputs)].flat() };
}

/** Tensors by a letter and their number. */
export function numbered(letter: string, tensors: readonly Tensor[]): Outputs {
  return Object.fromEntries(tensors.map((tensor, i) => [`${letter}${i}`, tensor]));
}

/** Samples' values by a letter and their number. */
export function feeds(letter: string, samples: readonly Sample[]): Record<string, Sample['values']> {
  return Object.fromEntries(samples.map(({ values }, i) => [`${letter}${i}`, values]));
}

/** What ONNX Runtime computes for the outputs. */
export async function forward(graph: Traced, samples: readonly Sample[]): Promise<Sample[]> {
  return collect(numbered('y', graph.outputs), feeds('x', samples));
}

/** What ONNX Runtime computes for the gradients of Σᵢ upstreamᵢ·yᵢ; `undefined` for inputs that are not float. */
export async function backward(
  graph: Traced,
  samples: readonly Sample[],
  upstreams: readonly Sample[],
): Promise<(Sample | undefined)[]> {
  const terms = graph.outputs
    .filter((y) => y.dtype === 'float32')
    .map((y, i) => reduceSum(mul(y, input(`w${i}`, y.shape))));
  const loss = terms.reduce((total, term) => add(total, term));
  const variables = graph.inputs.filter((x) => x.dtype === 'float32');
  const results = await collect(numbered('g', gradients(loss, variables)), {
    ...feeds('x', samples),
    ...feeds('w', upstreams),
  });
  return graph.inputs.map((x) => results[variables.indexOf(x)]);
}

async function collect(outputs: Outputs, inputs: Record<string, Sample['values']>): Promise<Sample[]> {
  const results = await runGraph(outputs, inputs);
  return Object.entries(outputs).map(([name, { shape, dtype }]) =>
    sample(present(results[name], name), shape, dtype),
  );
}
