import {
  type Batch,
  Batches,
  Dataset,
  type ItemSet,
  type ItemTargets,
  type Targets,
} from '../../data/index.ts';
import type { Model } from '../../layers/index.ts';
import type { Gate, GateOptions } from './gate.ts';
import { initialLossGate } from './initial-loss.ts';
import { inputMattersGate } from './input-matters.ts';
import { oneBatchGate } from './one-batch.ts';
import { atPeakRate } from './planned-rate.ts';
import { inputGate, type ShownInput, showInput } from './shown-input.ts';

/** How long the gates train. */
export interface GateSteps {
  /** With the real inputs, and as many with zeros in their place; 100 by default. */
  readonly steps?: number;
  /** To learn a few items by heart; 300 by default. */
  readonly oneBatchSteps?: number;
}

/** What all gates found. */
export interface GateReport {
  /** Whether all gates are open. */
  readonly passed: boolean;
  readonly gates: readonly Gate[];
  /** The first batch as it enters the network, augmented. */
  readonly shown: ShownInput;
}

/**
 * Proves the plumbing of a training before it runs for long (Karpathy 2019, "A Recipe for Training Neural Networks"):
 * what enters the network is normalized, the loss before training is that of a network that knows nothing, a few items
 * can be learned by heart, and the real inputs help. Each gate passes, or says in one sentence what is probably wrong.
 *
 * @throws InputError when model, data and options do not fit each other.
 * @example
 * const { passed, gates } = await runGates(model, train, { device, loss, optimizer });
 * for (const { name, message } of gates) console.log(`${name}: ${message}`);
 */
export async function runGates(
  model: Model,
  dataset: ItemSet,
  options: GateOptions & GateSteps,
): Promise<GateReport> {
  const {
    optimizer,
    batchSize = 32,
    epochs = 1,
    seed = 0,
    augment,
    steps = 100,
    oneBatchSteps = 300,
  } = options;
  const plan = { model, options };
  const batches = new Batches(dataset, { batchSize, seed });
  const batch = await firstBatch(batches);
  const shown = showInput(await firstBatch(new Batches(dataset, { batchSize, seed, augment })));
  const atPeak = atPeakRate(optimizer, batches.count, epochs);
  const steady = { model, options: { ...options, augment: undefined } };
  const oneBatch = await oneBatchGate(steady, batch, oneBatchSteps, atPeak);
  const before = [inputGate(shown), await initialLossGate(plan, batch, shown), oneBatch.gate];
  const brief = { steps, batchSize, optimizer: oneBatch.working ?? atPeak };
  const gates = [...before, await inputMattersGate(plan, dataset, brief, before)];
  return { passed: gates.every((gate) => gate.passed), gates, shown };
}

async function firstBatch(batches: Batches<ItemSet>): Promise<Dataset> {
  await batches.fetch(0, 0);
  return copyOf(batches.dataset, batches.batch);
}

/** The items of a batch that count, as they are there, as a dataset of their own. */
function copyOf(dataset: ItemSet, { inputs, targets, size }: Batch): Dataset {
  const { name, inputShape, inputFields, inputSize, featureNames } = dataset;
  return new Dataset({
    name,
    inputs: inputs.slice(0, size * inputSize),
    inputShape,
    inputFields,
    targets: targetsIn(dataset.targets, targets.slice(0, size * dataset.targetSize)),
    featureNames,
  });
}

function targetsIn(type: ItemTargets, data: Float32Array | Int32Array): Targets {
  return type.kind === 'classes'
    ? { ...type, data: Int32Array.from(data) }
    : { ...type, data: Float32Array.from(data) };
}
