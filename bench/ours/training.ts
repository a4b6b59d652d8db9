import type { Batch } from '../../src/data/index.ts';
import type { Model } from '../../src/layers/index.ts';
import { layoutsOf } from '../../src/runtime/layouts.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import { adam, meanSquaredError, sparseCategoricalCrossentropy } from '../../src/train/index.ts';
import { stepGraph } from '../../src/train/step-graph.ts';
import { TrainingStep } from '../../src/train/training-step.ts';
import { present } from '../../src/util/errors.ts';
import { batchesOf, initialParameters, labeledBatches } from '../data.ts';
import type { Workload } from '../serve.ts';
import { parameterCount, type Specification } from '../workloads.ts';

/** What `fit` does at every step: fill the batch, run the step, read the loss. */
export async function training(model: Model, specification: Specification): Promise<Workload> {
  const { input, classes, learningRate } = specification;
  const [examples = 0] = input;
  const images = batchesOf(specification);
  const labels = classes > 0 ? labeledBatches(specification).map((one) => one.labels) : undefined;
  const optimizer = adam({ learningRate, epsilon: 1e-8 });
  const loss = classes > 0 ? sparseCategoricalCrossentropy({ fromLogits: true }) : meanSquaredError();
  const targets = classes > 0 ? [examples] : input;
  const device = nodeDevice('cpu');
  const plan = { loss, optimizer };
  const type = { dataset: 'bench', inputs: input, targets, classes: classes > 0 ? classes : undefined };
  const graph = stepGraph(model, type, plan, await layoutsOf(device));
  const batch = emptyBatch(
    examples,
    present(images[0], 'a batch').input,
    labels?.[0] ?? present(images[0], 'a batch').target,
  );
  const parameters = initialParameters(specification);
  const weights = new Map(model.weights.map(({ name }, i) => [name, present(parameters[i], name).data]));
  const zeros = Object.entries(graph.stateSizes).map(
    ([name, size]) => [name, new Float32Array(size)] as const,
  );
  const state = { ...Object.fromEntries(zeros), ...graph.vectors.arrays(weights) };
  const step = await TrainingStep.load(graph, { device, optimizer, batch, seed: 0, state });
  let taken = 0;
  return {
    parameters: parameterCount(specification),
    async step() {
      const index = taken++ % images.length;
      batch.inputs.set(present(images[index], 'a batch').input);
      batch.targets.set(labels?.[index] ?? present(images[index], 'a batch').target);
      await step.run(taken, learningRate);
      return (step.report[0] ?? Number.NaN) / examples;
    },
  };
}

function emptyBatch(examples: number, inputs: Float32Array, targets: Float32Array | Int32Array): Batch {
  return {
    inputs: new Float32Array(inputs.length),
    targets: targets.slice(),
    weights: new Float32Array(examples).fill(1),
    items: new Uint32Array(examples),
    size: examples,
    index: 0,
  };
}
