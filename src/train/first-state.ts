import type { Batches, ItemSet } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import { sameItems } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { reportNames } from './objective.ts';
import type { StepGraph } from './step-graph.ts';
import { isMoment } from './trainable-vectors.ts';
import type { TrainingOptions } from './training-options.ts';
import type { TrainingState } from './training-state.ts';
import type { VectorArrays } from './weight-vectors.ts';
import { checkWeights } from './weights.ts';

/** The state before the first step. */
export function firstState(
  model: Model,
  { vectors, stateSizes }: StepGraph,
  { batchSize, dataset }: Batches<ItemSet>,
  { seed = 0, initialWeights, ...objective }: TrainingOptions,
): TrainingState {
  if (initialWeights) checkWeights(model.weights, initialWeights, 'fit, initialWeights');
  const weights = vectors.arrays(initialWeights ?? model.initialWeights(seed));
  const zeros = Object.entries(stateSizes).map(([name, size]) => [name, new Float32Array(size)]);
  return {
    seed,
    step: 0,
    epoch: 0,
    batch: 0,
    learningRate: 0,
    batchSize,
    items: dataset.count,
    weights: vectors.described,
    averages: { sums: reportNames(objective).map(() => 0), items: 0 },
    history: [],
    vectors: { ...Object.fromEntries(zeros), ...weights },
  };
}

/**
 * Makes sure that a state belongs to the training whose first state is `first`.
 *
 * @throws InputError that names the first difference.
 */
export function checkResumed(state: TrainingState, first: TrainingState): TrainingState {
  const compare = (what: string, of: (one: TrainingState) => readonly (string | number)[]) => {
    const [expected, received] = [of(first), of(state)];
    const at = expected.findIndex((item, i) => item !== received[i]);
    check(sameItems(expected, received), () => ({
      where: `fit, resume, ${what}`,
      expected: `${expected[at] ?? `${expected.length} of them`}`,
      received: `${received[at] ?? received.length}`,
      remedy:
        'Resume with the model, data, seed, batch size, optimizer and metrics that the training began with.',
    }));
  };
  compare('seed', ({ seed }) => [seed]);
  compare('batch size', ({ batchSize }) => [batchSize]);
  compare('training items', ({ items }) => [items]);
  compare('weights', ({ weights }) => weights);
  compare('vectors', ({ vectors }) => sizes(vectors));
  if (state.best) compare('best weights', ({ best, vectors }) => sizes(best ?? weightsAmong(vectors)));
  compare('metrics', ({ averages }) => [averages.sums.length]);
  return state;
}

function sizes(vectors: VectorArrays): string[] {
  return Object.entries(vectors)
    .map(([name, { length }]) => `${name} [${length}]`)
    .sort();
}

/** The vectors that hold weights, not the optimizer's. */
function weightsAmong(vectors: VectorArrays): VectorArrays {
  return Object.fromEntries(Object.entries(vectors).filter(([name]) => !isMoment(name)));
}
