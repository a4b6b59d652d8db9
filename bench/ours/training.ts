import type { Batch } from '../../src/data/index.ts';
import type { Model } from '../../src/layers/index.ts';
import { layoutsOf } from '../../src/runtime/layouts.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import {
  adam,
  type Loss,
  magnitudeMeanSquaredError,
  meanSquaredError,
  sparseCategoricalCrossentropy,
  type Weights,
} from '../../src/train/index.ts';
import type { BatchType } from '../../src/train/objective.ts';
import { stepGraph } from '../../src/train/step-graph.ts';
import { TrainingStep } from '../../src/train/training-step.ts';
import { product } from '../../src/util/arrays.ts';
import { present } from '../../src/util/errors.ts';
import {
  batchesOf,
  initialParameters,
  initialStages,
  labeledBatches,
  reconstructionBatches,
} from '../data.ts';
import type { Workload } from '../serve.ts';
import { parameterCount, type Specification } from '../workloads.ts';

/** Training that is to be measured. */
interface Plan {
  readonly model: Model;
  readonly specification: Specification;
  readonly type: BatchType;
  readonly batches: readonly Pick<Batch, 'inputs' | 'targets'>[];
  readonly loss: Loss;
  readonly weights: Weights;
}

/** A network that tells classes apart, or gives images. */
export function training(model: Model, specification: Specification): Promise<Workload> {
  const { input, classes } = specification;
  const [examples = 0] = input;
  const labels = classes > 0 ? labeledBatches(specification).map((one) => one.labels) : undefined;
  const batches = batchesOf(specification).map((one, i) => ({
    inputs: one.input,
    targets: labels?.[i] ?? one.target,
  }));
  const loss = classes > 0 ? sparseCategoricalCrossentropy({ fromLogits: true }) : meanSquaredError();
  const targets = classes > 0 ? [examples] : input;
  const type = { dataset: 'bench', inputs: input, targets, classes: classes > 0 ? classes : undefined };
  const parameters = initialParameters(specification);
  const weights = new Map(model.weights.map(({ name }, i) => [name, present(parameters[i], name).data]));
  return run({ model, specification, type, batches, loss, weights });
}

/** A network that reconstructs images from k-space, sensitivities and mask. */
export function reconstruction(model: Model, specification: Specification): Promise<Workload> {
  const [examples = 0, , ...image] = specification.input;
  const batches = reconstructionBatches(specification).map(({ input, target }) => ({
    inputs: input,
    targets: target,
  }));
  const inputFields = model.inputs.map(({ source, shape }) => ({ name: source.name ?? '', shape }));
  const size = inputFields.reduce((total, { shape }) => total + product(shape), 0);
  const type = {
    dataset: 'bench',
    inputs: [examples, size],
    inputFields,
    targets: [examples, ...image],
    classes: undefined,
  };
  const weights = stageWeights(model, specification);
  return run({ model, specification, type, batches, loss: magnitudeMeanSquaredError(), weights });
}

/** Of each stage: filters, influence functions, and λ, which stands at the end of what is there instead of a bias. */
function stageWeights(model: Model, specification: Specification): Weights {
  const stages = initialStages(specification);
  return new Map(
    model.weights.map(({ name, shape }, i) => {
      const [stage, part] = [Math.floor(i / 3), i % 3];
      const { data } = present(stages[2 * stage + Math.min(part, 1)], name);
      return [name, part === 2 ? data.slice(-1) : data.slice(0, product(shape))];
    }),
  );
}

/** What `fit` does at every step: fill the batch, run the step, read the loss. */
async function run({ model, specification, type, batches, loss, weights }: Plan): Promise<Workload> {
  const { learningRate } = specification;
  const examples = type.inputs[0] ?? 0;
  const optimizer = adam({ learningRate, epsilon: 1e-8 });
  const device = nodeDevice('cpu');
  const graph = stepGraph(model, type, { loss, optimizer }, await layoutsOf(device));
  const batch = emptyBatch(examples, present(batches[0], 'a batch'));
  const zeros = Object.entries(graph.stateSizes).map(
    ([name, size]) => [name, new Float32Array(size)] as const,
  );
  const state = { ...Object.fromEntries(zeros), ...graph.vectors.arrays(weights) };
  const step = await TrainingStep.load(graph, { device, optimizer, batch, seed: 0, state });
  let taken = 0;
  return {
    parameters: parameterCount(specification),
    async step() {
      const next = present(batches[taken++ % batches.length], 'a batch');
      batch.inputs.set(next.inputs);
      batch.targets.set(next.targets);
      await step.run(taken, learningRate);
      return (step.report[0] ?? Number.NaN) / examples;
    },
  };
}

function emptyBatch(examples: number, { inputs, targets }: Pick<Batch, 'inputs' | 'targets'>): Batch {
  return {
    inputs: new Float32Array(inputs.length),
    targets: targets.slice(),
    weights: new Float32Array(examples).fill(1),
    items: new Uint32Array(examples),
    size: examples,
    index: 0,
  };
}
