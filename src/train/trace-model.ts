import type { Tensor } from '../graph/index.ts';
import type { Forward, Model } from '../layers/index.ts';
import { check, present } from '../util/errors.ts';
import { type JoinedInputs, modelInputs } from './model-inputs.ts';

/** A model as a graph, with its one output. */
export interface TracedModel extends Forward {
  readonly prediction: Tensor;
}

/**
 * Traces a model with one output over a batch of what datasets have.
 *
 * @throws InputError for a model with several outputs, and where the inputs are not the model's.
 */
export function traceModel(
  model: Model,
  batch: JoinedInputs,
  weights: ReadonlyMap<string, Tensor>,
  training: boolean,
): TracedModel {
  const outputs = model.outputs.length;
  check(outputs === 1, () => ({
    where: `model "${model.name}"`,
    expected: 'one output, as a dataset has one target',
    received: `${outputs}`,
    remedy: 'Trace models of other forms with forward.',
  }));
  const forward = model.forward(modelInputs(model, batch), weights, { training });
  return { ...forward, prediction: present(forward.outputs[0], 'an output') };
}
