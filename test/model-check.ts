import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { gradients } from '../src/graph/gradients.ts';
import { constant, input } from '../src/graph/leaf.ts';
import { abs, square, sub } from '../src/graph/ops/arithmetic.ts';
import { reduceMax, reduceMean } from '../src/graph/ops/reduce.ts';
import { type LayerNode, type Model, modelFromJson, modelToJson } from '../src/layers/index.ts';
import { modelLayerTypes } from '../src/models/index.ts';
import { exportOnnx } from '../src/train/index.ts';
import { product, sum } from '../src/util/arrays.ts';
import { present } from '../src/util/errors.ts';
import { expectClose } from './close.ts';
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
 * it was in a file, that it can be exported for batches of any size, and that a loss reaches every weight that is trained.
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
    it('is one ONNX file for any number of items', () => exportsAnyBatch(make()));
    it('trains every weight', () => everyWeightMatters(make(), idle));
  });
}

/** What two items give in one batch of plain ONNX Runtime, and the second of them alone. */
async function exportsAnyBatch(model: Model): Promise<void> {
  const session = await InferenceSession.create(exportOnnx(model, model.initialWeights(1)), {
    intraOpNumThreads: 1,
  });
  const sampler = new Sampler(37);
  const samples = model.inputs.map((node) => sampleFor(node, sampler));
  const of = async (from: number, to: number) => {
    const tensors = samples.map(({ values, shape }) => {
      const size = values.length / BATCH;
      const part = Float32Array.from(values.slice(from * size, to * size), Number);
      return new Tensor('float32', part, [to - from, ...shape.slice(1)]);
    });
    const { output } = await session.run(
      Object.fromEntries(session.inputNames.map((name, i) => [name, present(tensors[i], name)])),
    );
    return Float32Array.from(present(output, 'an output').data, Number);
  };
  const [both, second] = [await of(0, BATCH), await of(1, BATCH)];
  await session.release();
  expectClose(second, both.slice(second.length), 1e-5, 'the second item alone');
}

async function everyWeightMatters(model: Model, expected: readonly string[] = []): Promise<void> {
  const sampler = new Sampler(31);
  const images = model.inputs.map((node) => sampleFor(node, sampler));
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

/** Normal numbers; for reconstructions maps of power 1 on average, and a mask that lacks the first column. */
function sampleFor({ source, shape: item }: LayerNode, sampler: Sampler): Sample {
  const shape = [BATCH, ...item];
  const values = Array.from(sampler.normal(shape).values, Number);
  const scale = 1 / Math.sqrt(2 * (item[0] ?? 1));
  const columns = item.at(-1) ?? 1;
  if (source.name === 'maps')
    return sample(
      values.map((value) => scale * value),
      shape,
    );
  return sample(source.name === 'mask' ? values.map((_, i) => Number(i % columns > 0)) : values, shape);
}
