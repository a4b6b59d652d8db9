import { describe, expect, it } from 'vitest';
import { gradients } from '../src/graph/gradients.ts';
import { constant, input } from '../src/graph/leaf.ts';
import { abs, square, sub } from '../src/graph/ops/arithmetic.ts';
import { reduceMax, reduceMean } from '../src/graph/ops/reduce.ts';
import { type Model, modelFromJson, modelToJson } from '../src/layers/index.ts';
import { modelLayerTypes } from '../src/models/index.ts';
import { product, range, sum } from '../src/util/arrays.ts';
import { present } from '../src/util/errors.ts';
import { withFixedRandomness } from './fixed-randomness.ts';
import { runGraph } from './run-graph.ts';
import { type Sample, Sampler, sample } from './samples.ts';

/** What is known of an architecture. */
export interface ModelCheck {
  readonly parameters: number;
  /** Without the batch axis. */
  readonly outputShape: readonly number[];
  /** Weights that change nothing, as the paper has it. */
  readonly idle?: readonly string[];
}

const BATCH = 2;

/**
 * Proves what every architecture owes: its number of parameters, the shape of its output, that it is the same after
 * it was in a file, and that a loss reaches every weight that is trained.
 */
export function checkModel(
  what: string,
  make: () => Model,
  { parameters, outputShape, idle }: ModelCheck,
): void {
  describe(what, () => {
    it('has its parameters and its shape', () => {
      const model = make();
      expect(sum(model.weights.map(({ shape }) => product(shape)))).toBe(parameters);
      expect(model.outputs.map(({ shape }) => shape)).toEqual([outputShape]);
    });
    it('is the same after it was in a file', () => {
      const json = modelToJson(make());
      const copy = modelFromJson(JSON.parse(JSON.stringify(json)), { layers: modelLayerTypes });
      expect(modelToJson(copy)).toEqual(json);
      expect(copy.weights.map(({ name }) => name)).toEqual(make().weights.map(({ name }) => name));
    });
    it('trains every weight', () => everyWeightMatters(make(), idle));
  });
}

async function everyWeightMatters(model: Model, expected: readonly string[] = []): Promise<void> {
  const sampler = new Sampler(31);
  const images = model.inputs.map(({ source, shape }) =>
    'dtype' in source && source.name === 'mask'
      ? maskWithoutFirstLine([BATCH, ...shape])
      : sampler.normal([BATCH, ...shape]),
  );
  const weights = new Map(model.weights.map(({ name, shape }) => [name, input(name, shape)]));
  const { outputs } = model.forward(
    images.map(({ values, shape }) => constant(values, shape)),
    weights,
    { training: true },
  );
  const [y] = withFixedRandomness(outputs);
  const target = sampler.normal(present(y, 'an output').shape);
  const loss = reduceMean(square(sub(present(y, 'an output'), constant(target.values, target.shape))));
  const trained = model.weights.filter(({ trainable }) => trainable).map(({ name }) => name);
  const slopes = gradients(
    loss,
    trained.map((name) => present(weights.get(name), name)),
  );
  const largest = Object.fromEntries(
    slopes.map((slope, i) => [`largest ${trained[i]}`, reduceMax(abs(slope))]),
  );
  const results = await runGraph({ loss, ...largest }, Object.fromEntries(model.initialWeights(1)));
  expect(Number(results.loss?.[0])).toBeLessThan(100);
  const idle = trained.filter((name) => !(Number(results[`largest ${name}`]?.[0]) > 0));
  expect(idle).toEqual(expected);
}

/** What was sampled for a reconstruction: all but the first column. */
function maskWithoutFirstLine(shape: readonly number[]): Sample {
  const columns = shape.at(-1) ?? 1;
  return sample(
    range(product(shape)).map((i) => Number(i % columns > 0)),
    shape,
  );
}
