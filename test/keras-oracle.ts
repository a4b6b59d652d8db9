import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import type { Values } from '../src/graph/leaf.ts';
import { input } from '../src/graph/leaf.ts';
import { inputLayer, type Layer, Model } from '../src/layers/index.ts';
import { present } from '../src/util/errors.ts';
import { expectClose } from './close.ts';
import { runGraph } from './run-graph.ts';
import { type Sample, Sampler } from './samples.ts';

type KerasLayer = layers.Layer;

/** How one of our layers is compared with TensorFlow.js's. */
export interface KerasComparison {
  /** Shapes of the inputs without the batch axis, ours: channels first. */
  readonly inputs: readonly (readonly number[])[];
  readonly training?: boolean;
  readonly fill?: (sampler: Sampler, shape: readonly number[]) => Sample;
  /** Their weight from ours; by default kernels of convolutions go from [out, in, ...] to [..., in, out]. */
  readonly theirWeight?: (values: tf.Tensor, name: string) => tf.Tensor;
  /** Our output from theirs; by default channels go to axis 1. */
  readonly theirOutput?: (output: tf.Tensor) => tf.Tensor;
  readonly tolerance?: number;
}

const BATCH = 2;

/**
 * Runs one of our layers and the layer of the same name of TensorFlow.js, Keras in JavaScript, on the same images
 * and weights. Theirs gets channels last.
 *
 * @throws Error where outputs, or weights that change in training, differ.
 */
export async function compareWithKeras(
  ours: Layer,
  theirs: KerasLayer,
  comparison: KerasComparison,
): Promise<void> {
  const { inputs, training = false, fill, tolerance = 1e-5 } = comparison;
  const { theirWeight = kernelForKeras, theirOutput = channelsFirst } = comparison;
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const sampler = new Sampler(29);
  const samples = inputs.map((shape) => (fill ?? ((s, full) => s.normal(full)))(sampler, [BATCH, ...shape]));
  const nodes = inputs.map((shape) => inputLayer({ shape: [...shape] }));
  const model = new Model({ inputs: nodes, outputs: ours(nodes) });
  const weights = model.weights.map(({ name, shape }) => [name, sampler.uniform(shape, 0.25, 1)] as const);
  const mine = await runOurs(model, samples, new Map(weights), training);
  tf.tidy(() => {
    const images = samples.map((one) => channelsLast(toTensor(one)));
    const feed = images.length === 1 ? present(images[0], 'an image') : images;
    theirs.build(
      images.length === 1 ? present(images[0], 'an image').shape : images.map(({ shape }) => shape),
    );
    theirs.setWeights(weights.map(([name, one]) => theirWeight(toTensor(one), name)));
    const output = [theirs.apply(feed, { training })].flat()[0];
    if (!(output instanceof tf.Tensor)) throw new Error('TensorFlow.js gave no tensor');
    expectClose(mine.output, theirOutput(output).dataSync(), tolerance, 'output');
    for (const [name, values] of mine.updates) {
      const at = weights.findIndex(([weight]) => weight === name);
      const theirValues = present(theirs.getWeights()[at], name).dataSync();
      expectClose(values, theirValues, tolerance, name);
    }
  });
}

async function runOurs(
  model: Model,
  samples: readonly Sample[],
  weights: ReadonlyMap<string, Sample>,
  training: boolean,
): Promise<{ output: Values; updates: Map<string, Values> }> {
  const leaves = new Map([...weights].map(([name, { shape }]) => [name, input(name, shape)]));
  const images = samples.map(({ shape, dtype }, i) => input(`input ${i}`, shape, dtype));
  const { outputs, updates } = model.forward(images, leaves, { training });
  const next = [...updates].map(([name, tensor]) => [`next ${name}`, tensor] as const);
  const results = await runGraph(
    { output: present(outputs[0], 'an output'), ...Object.fromEntries(next) },
    Object.fromEntries([
      ...samples.map(({ values }, i) => [`input ${i}`, values] as const),
      ...[...weights].map(([name, { values }]) => [name, values] as const),
    ]),
  );
  return {
    output: present(results.output, 'the output'),
    updates: new Map([...updates.keys()].map((name) => [name, present(results[`next ${name}`], name)])),
  };
}

function toTensor({ values, shape }: Sample): tf.Tensor {
  return tf.tensor(Array.from(values, Number), [...shape]);
}

function channelsLast(x: tf.Tensor): tf.Tensor {
  const axes = [...x.shape.keys()];
  return x.rank < 3 ? x : tf.transpose(x, [0, ...axes.slice(2), 1]);
}

function channelsFirst(x: tf.Tensor): tf.Tensor {
  const axes = [...x.shape.keys()];
  return x.rank < 3 ? x : tf.transpose(x, [0, x.rank - 1, ...axes.slice(1, -1)]);
}

function kernelForKeras(weight: tf.Tensor): tf.Tensor {
  const axes = [...weight.shape.keys()];
  return weight.rank < 3 ? weight : tf.transpose(weight, [...axes.slice(2), 1, 0]);
}
