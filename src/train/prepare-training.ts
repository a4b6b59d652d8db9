import { assertFinite, Batches, type Dataset, split } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import { sameItems } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { Evaluation } from './evaluation.ts';
import type { FitOptions } from './fit-options.ts';
import { batchTypeOf, reportNames } from './objective.ts';
import { type StepGraph, stepGraph } from './step-graph.ts';
import type { TrainingParts } from './training.ts';
import type { TrainingState } from './training-state.ts';
import { TrainingStep } from './training-step.ts';
import { checkWeights } from './weights.ts';

/** Checks model, data and options against each other, traces the graphs and loads them. */
export async function prepareTraining(
  model: Model,
  dataset: Dataset,
  options: FitOptions,
): Promise<TrainingParts> {
  const { optimizer, batchSize = 32, seed = 0, shuffle = true, augment } = options;
  const { device, threads } = options;
  const { train, validation } = partsOf(dataset, options);
  const batches = new Batches(train, { batchSize, seed, shuffle, augment });
  const graph = stepGraph(model, batchTypeOf(batches), options);
  const state = startOf(model, graph, options);
  const context = { device, threads, optimizer, batch: batches.batch, seed, state: state.vectors };
  const step = await TrainingStep.load(graph, context);
  const evaluation =
    validation &&
    (await Evaluation.load(model, new Batches(validation, { batchSize, shuffle: false }), options, options));
  return { model, options, batches, step, evaluation, vectors: graph.vectors, state };
}

/** What is trained on and, where it is wanted, what is validated on. */
function partsOf(dataset: Dataset, options: FitOptions): { train: Dataset; validation: Dataset | undefined } {
  const { validationData, validationSplit, seed = 0 } = options;
  check(validationData === undefined || validationSplit === undefined, () => ({
    where: 'fit',
    expected: 'validationData or validationSplit',
    received: 'both',
  }));
  assertFinite(dataset);
  if (validationData) assertFinite(validationData);
  if (validationSplit === undefined) return { train: dataset, validation: validationData };
  const parts = split(dataset, { validation: validationSplit, seed });
  return {
    train: dataset.subset(parts.train),
    validation: dataset.subset(parts.validation, `${dataset.name}, validation`),
  };
}

/** The state to start from: the one to resume, or the first. */
function startOf(model: Model, graph: StepGraph, options: FitOptions): TrainingState {
  const { resume, seed = 0, initialWeights } = options;
  if (resume) return checkResumed(resume, graph, options);
  if (initialWeights) checkWeights(model.weights, initialWeights, 'fit, initialWeights');
  const weights = graph.vectors.arrays(initialWeights ?? model.initialWeights(seed));
  const zeros = Object.entries(graph.stateSizes).map(([name, size]) => [name, new Float32Array(size)]);
  return {
    seed,
    step: 0,
    epoch: 0,
    batch: 0,
    averages: { sums: reportNames(options).map(() => 0), items: 0 },
    history: [],
    vectors: { ...Object.fromEntries(zeros), ...weights },
  };
}

/** Makes sure that a state belongs to this model, this optimizer and this seed. */
function checkResumed(state: TrainingState, { stateSizes }: StepGraph, options: FitOptions): TrainingState {
  const { seed = 0 } = options;
  check(state.seed === seed, () => ({
    where: 'fit, resume',
    expected: `a state of seed ${seed}`,
    received: `${state.seed}`,
    remedy: 'Its order and its random numbers are those of its own seed.',
  }));
  const described = (sizes: Readonly<Record<string, number>>) =>
    Object.entries(sizes)
      .map(([name, size]) => `${name} [${size}]`)
      .sort();
  const expected = described(stateSizes);
  const received = described(
    Object.fromEntries(Object.entries(state.vectors).map(([name, { length }]) => [name, length])),
  );
  check(sameItems(expected, received), () => ({
    where: 'fit, resume',
    expected: `a state of ${expected.join(', ')}`,
    received: received.join(', '),
    remedy: 'Model and optimizer must be those of the training that is resumed.',
  }));
  return state;
}
