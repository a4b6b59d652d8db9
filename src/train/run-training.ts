import type { ItemSet } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import type { History } from './history.ts';
import { prepareTraining } from './prepare-training.ts';
import { type Ending, Training } from './training.ts';
import type { TrainingOptions } from './training-options.ts';
import type { TrainingState } from './training-state.ts';
import type { Weights } from './weights.ts';

/** What a training gave. */
export interface TrainingResult {
  readonly history: History;
  /** The last weights, or the best ones where early stopping restores them. */
  readonly weights: Weights;
  /** From which the training can go on. */
  readonly state: TrainingState;
  readonly ending: Ending;
}

/** Trains from the first to the last step, and frees what that took. */
export async function runTraining(
  model: Model,
  dataset: ItemSet,
  options: TrainingOptions,
): Promise<TrainingResult> {
  const parts = await prepareTraining(model, dataset, options);
  try {
    const training = new Training(parts);
    const ending = await training.run();
    const { history } = training;
    return { history, weights: training.finalWeights(), state: training.state(), ending };
  } finally {
    await parts.step.release();
    await parts.evaluation?.release();
    await parts.monitoring?.release();
    await dataset.release?.();
    await options.validationData?.release?.();
  }
}
