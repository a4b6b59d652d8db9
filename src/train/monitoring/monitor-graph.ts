import {
  concat,
  gradients,
  norm,
  type RandomInput,
  randomInputs,
  reshape,
  type Tensor,
} from '../../graph/index.ts';
import { type Layouts, layOut } from '../../graph/passes/index.ts';
import type { Model } from '../../layers/index.ts';
import { present } from '../../util/errors.ts';
import { type BatchType, batchTensors, type Objective, scored } from '../objective.ts';
import type { Named } from '../optimizers/optimizer.ts';
import { traceModel } from '../trace-model.ts';
import { WeightVectors } from '../weight-vectors.ts';
import { isMeasured, type LayerActivation, summarized } from './layer-activation.ts';

/** A step's forward and backward pass as a graph that changes nothing and tells about gradients and activations. */
export interface MonitorGraph {
  /** `gradients`: the length of each weight's gradient; `activations`: of each call what {@link summarized} tells. */
  readonly outputs: Named;
  /** The weights that are trained, in the order of `gradients`. */
  readonly weights: readonly string[];
  /** The calls of layers, each with how many numbers it has in `activations`. */
  readonly activations: readonly (LayerActivation & { readonly size: number })[];
  readonly randoms: readonly RandomInput[];
}

/** Traces the monitor of a training. Its inputs are a step's, without the optimizer's. */
export function monitorGraph(
  model: Model,
  type: BatchType,
  objective: Objective,
  layouts: Layouts,
): MonitorGraph {
  const batch = batchTensors(type);
  const { weights } = new WeightVectors(model.weights).inputs();
  const { prediction, penalty, activations } = traceModel(model, batch, weights, true);
  const plain = scored(objective, prediction, batch, penalty).loss;
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  const measured = activations
    .map(({ layer, tensor }) => ({ layer: present(layers.get(layer), layer), tensor }))
    .filter(({ layer, tensor }) => isMeasured(layer, tensor));
  const [loss, ...summaries] = layOut([plain, ...measured.map(summarized)], layouts);
  const trained = model.weights.flatMap(({ name, trainable }) => (trainable ? [name] : []));
  const slopes = gradients(
    present(loss, 'the loss'),
    trained.map((name) => present(weights.get(name), name)),
  );
  const outputs = {
    gradients: joined(slopes.map((slope) => norm(slope))),
    ...(summaries.length > 0 && { activations: joined(summaries) }),
  };
  return {
    outputs,
    weights: trained,
    activations: measured.map((one, i) => ({ ...one, size: present(summaries[i], 'a summary').size })),
    randoms: randomInputs(Object.values(outputs)),
  };
}

function joined(parts: readonly Tensor[]): Tensor {
  return concat(
    parts.map((part) => reshape(part, [-1])),
    0,
  );
}
