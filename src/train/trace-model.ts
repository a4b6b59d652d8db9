import { cast, type Tensor } from '../graph/index.ts';
import type { Forward, Model } from '../layers/index.ts';
import { check, present } from '../util/errors.ts';

/** A model as a graph, with its one output. */
export interface TracedModel extends Forward {
  readonly prediction: Tensor;
}

/**
 * Traces a model with one input and one output, as datasets have them, over inputs [batch, ...] in float32.
 *
 * @throws InputError for a model with more of either, and where the inputs have another shape than the model's.
 */
export function traceModel(
  model: Model,
  inputs: Tensor,
  weights: ReadonlyMap<string, Tensor>,
  training: boolean,
): TracedModel {
  const { source } = onlyInput(model);
  const converted = 'dtype' in source ? cast(inputs, source.dtype) : inputs;
  const forward = model.forward([converted], weights, { training });
  return { ...forward, prediction: present(forward.outputs[0], 'an output') };
}

/** The input of a model that has one input and one output. */
export function onlyInput(model: Model): Model['inputs'][number] {
  const [inputs, outputs] = [model.inputs.length, model.outputs.length];
  check(inputs === 1 && outputs === 1, () => ({
    where: `model "${model.name}"`,
    expected: 'one input and one output, as a dataset has',
    received: `${inputs} and ${outputs}`,
    remedy: 'Trace models of other forms with forward.',
  }));
  return present(model.inputs[0], 'an input');
}
