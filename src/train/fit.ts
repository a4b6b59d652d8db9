import type { Dataset } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import type { FitOptions } from './fit-options.ts';
import type { History } from './history.ts';
import { prepareTraining } from './prepare-training.ts';
import { type Ending, Training } from './training.ts';
import type { TrainingState } from './training-state.ts';
import type { Weights } from './weights.ts';

/** What a training gave. */
export interface FitResult {
  readonly history: History;
  /** The last weights, or the best ones where early stopping restores them. */
  readonly weights: Weights;
  /** From which the training can go on. */
  readonly state: TrainingState;
  readonly ending: Ending;
}

/**
 * Trains a model, as Keras's `compile` and `fit` do. One seed gives the same bits every time, at any number of threads.
 *
 * @throws InputError when model, data and options do not fit each other, the data hold NaN, or the loss becomes NaN or
 * infinite.
 * @example
 * const { weights, history } = await fit(model, iris(), {
 *   device: nodeDevice('cpu'),
 *   loss: sparseCategoricalCrossentropy(),
 *   optimizer: adam({ learningRate: 0.01 }),
 *   metrics: [accuracy()],
 *   epochs: 100,
 *   validationSplit: 0.2,
 * });
 */
export async function fit(model: Model, dataset: Dataset, options: FitOptions): Promise<FitResult> {
  const parts = await prepareTraining(model, dataset, options);
  try {
    const training = new Training(parts);
    const ending = await training.run();
    const { history } = training;
    return { history, weights: training.finalWeights(), state: training.state(), ending };
  } finally {
    await parts.step.release();
    await parts.evaluation?.release();
  }
}
