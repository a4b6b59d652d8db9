import { Batches, type ItemSet } from '../data/index.ts';
import type { Model } from '../layers/index.ts';
import { Evaluation } from './evaluation.ts';
import type { Execution } from './execution.ts';
import type { Scores } from './history.ts';
import type { Objective } from './objective.ts';
import { WeightVectors } from './weight-vectors.ts';
import { checkWeights, type Weights } from './weights.ts';

/** How a model is used without training it. */
export interface InferenceOptions extends Execution {
  /** Items at a time; 32 by default, as in Keras. */
  readonly batchSize?: number | undefined;
  /** Ends it between two batches, by the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Loss and metrics over a dataset, averaged over its items: inference, with moving statistics and without dropout.
 *
 * @throws InputError when model, weights and data do not fit each other, or the data hold NaN.
 * @example const { loss, accuracy } = await evaluate(model, weights, test, { device, loss, metrics: [accuracy()] });
 */
export async function evaluate(
  model: Model,
  weights: Weights,
  dataset: ItemSet,
  options: InferenceOptions & Objective,
): Promise<Scores> {
  checkWeights(model.weights, weights, 'evaluate');
  dataset.assertFinite();
  const batches = new Batches(dataset, { batchSize: options.batchSize ?? 32, shuffle: false });
  const evaluation = await Evaluation.load(model, batches, options, options);
  try {
    return await evaluation.run(new WeightVectors(model.weights).arrays(weights), options.signal);
  } finally {
    await evaluation.release();
    await dataset.release?.();
  }
}
