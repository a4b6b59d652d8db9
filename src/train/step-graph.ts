import { gradients, type RandomInput, randomInputs, type Tensor } from '../graph/index.ts';
import { type Layouts, layOut, PLAIN_LAYOUT } from '../graph/passes/index.ts';
import { ancestors } from '../graph/walk.ts';
import type { Model } from '../layers/index.ts';
import { check, invariant, present } from '../util/errors.ts';
import { checkTargets } from './check-targets.ts';
import { type BatchType, batchTensors, type Objective, scored } from './objective.ts';
import type { Named, Optimizer } from './optimizers/optimizer.ts';
import { traceModel } from './trace-model.ts';
import { momentName, trainableVectors } from './trainable-vectors.ts';
import { type ForwardPass, renamed, takenAt, update } from './update.ts';
import { NON_TRAINABLE, WeightVectors } from './weight-vectors.ts';

/** How a model is trained. */
export interface StepPlan extends Objective {
  readonly optimizer: Optimizer;
  /** Gradients longer than this, over all weights together, are shortened to it. */
  readonly clipNorm?: number;
}

/** One training step as a graph: forward, backward and update. */
export interface StepGraph {
  /** `report`, and the new value of every state vector under its `next` name. */
  readonly outputs: Named;
  /** The state vectors, which go in and come out: the weights', and the optimizer's. Their sizes by name. */
  readonly stateSizes: Readonly<Record<string, number>>;
  readonly vectors: WeightVectors;
  readonly randoms: readonly RandomInput[];
}

/** The name under which a state vector comes out. */
export function next(name: string): string {
  return `next/${name}`;
}

/**
 * Traces a whole training step. Its inputs: the state vectors, the batch, the optimizer's scalars, and the random
 * numbers of layers such as dropout. The network is laid out as the device likes best.
 *
 * @throws InputError when there is nothing to train, or the loss does not fit the outputs or targets.
 */
export function stepGraph(
  model: Model,
  type: BatchType,
  plan: StepPlan,
  layouts: Layouts = PLAIN_LAYOUT,
): StepGraph {
  const vectors = new WeightVectors(model.weights);
  checkTrainable(vectors);
  const batch = batchTensors(type);
  const { states, weights } = vectors.inputs();
  const { prediction, updates, penalty } = traceModel(model, batch, weights, true);
  checkTargets(plan, type, prediction);
  const plain = { ...scored(plan, prediction, batch, penalty), updates };
  const { loss, report, updates: statistics } = laidOut(plain, layouts);
  checkReached(plain.loss, loss, weights);
  const pass = { loss, report, updates: statistics, gradients: flatGradients(loss, weights, vectors) };
  const parameters = trainableVectors(plan.optimizer, states, vectors);
  const taken = takenAt(pass, new Map(parameters.map(({ leaf, point }) => [leaf, point])));
  const updated = update(plan, model, parameters, taken, loss);
  const results = {
    report: taken.report,
    ...renamed(updated, next),
    ...(statistics.size > 0 && {
      [next(NON_TRAINABLE)]: vectors.nonTrainable.join(
        (name) => taken.updates.get(name) ?? of(weights, name),
      ),
    }),
  };
  const momentSizes = [...vectors.trainable].flatMap(([vector, { size }]) =>
    plan.optimizer.moments.map((moment) => [momentName(moment, vector), size] as const),
  );
  return {
    outputs: results,
    stateSizes: { ...vectors.sizes, ...Object.fromEntries(momentSizes) },
    vectors,
    randoms: randomInputs(Object.values(results)),
  };
}

/** The forward pass in the device's layouts, all outputs together so that they go on sharing what they share. */
function laidOut({ loss, report, updates }: ForwardPass, layouts: Layouts): ForwardPass {
  const [newLoss, newReport, ...others] = layOut([loss, report, ...updates.values()], layouts);
  const names = [...updates.keys()];
  return {
    loss: present(newLoss, 'the loss'),
    report: present(newReport, 'the report'),
    updates: new Map(names.map((name, i) => [name, present(others[i], name)])),
  };
}

/** Laying out may lose no weight: what the loss does not reach would silently not be trained. */
function checkReached(plain: Tensor, laidOut: Tensor, weights: ReadonlyMap<string, Tensor>): void {
  const [before, after] = [new Set(ancestors([plain])), new Set(ancestors([laidOut]))];
  for (const [name, weight] of weights) {
    invariant(!before.has(weight) || after.has(weight), `laying out the network lost ${name}`);
  }
}

/** ∂loss/∂weights, in the trainable vectors. */
function flatGradients(
  loss: Tensor,
  weights: ReadonlyMap<string, Tensor>,
  { trainable }: WeightVectors,
): Map<string, Tensor> {
  const names = [...trainable.values()].flatMap(({ places }) => places.map(({ name }) => name));
  const found = gradients(
    loss,
    names.map((name) => of(weights, name)),
  );
  const byName = new Map(names.map((name, i) => [name, present(found[i], name)]));
  return new Map([...trainable].map(([vector, layout]) => [vector, layout.join((name) => of(byName, name))]));
}

function of(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  return present(tensors.get(name), name);
}

function checkTrainable({ trainable }: WeightVectors): void {
  check(trainable.size > 0, () => ({
    where: 'training',
    expected: 'a model with trainable weights',
    received: 'none',
  }));
}
