import type { Dataset } from '../../data/index.ts';
import { predict } from '../predict.ts';
import { attempt, type Gate, type Plan, short } from './gate.ts';
import { neutralLoss } from './neutral-loss.ts';
import { predictionFault } from './prediction-fault.ts';
import { isNormalized, type ShownInput } from './shown-input.ts';

/** By how much the loss may exceed that of a network that knows nothing, since untrained outputs are not quite zero. */
const EXCESS = { classes: 1.5, values: 4 };

/** Below this share of it a network must have been trained before. */
const SHORTFALL = 0.5;

/** The gate of the loss before training, measured on one batch: it should be that of a network that knows nothing. */
export async function initialLossGate(plan: Plan, batch: Dataset, shown: ShownInput): Promise<Gate> {
  const name = 'initial loss';
  const { model, options } = plan;
  const trial = await attempt(plan, { train: batch, epochs: 1, batchSize: batch.count });
  if (typeof trial === 'string') return { name, passed: false, message: trial };
  const measured = trial.losses[0] ?? Number.NaN;
  const weights = options.initialWeights ?? model.initialWeights(options.seed ?? 0);
  // One batch is asked about to the end: who interrupts the gates is heard where a training would begin.
  const predictions = await predict(model, weights, batch, { ...options, signal: undefined });
  const neutral = await neutralLoss(options.loss, batch, predictions.shape.slice(1), options);
  const numbers = `The loss before training is ${short(measured)}, that of a network that knows nothing ${short(neutral)}`;
  const fault =
    predictionFault(options.loss, predictions) ??
    sizeFault(batch, measured / neutral, predictions.values, shown);
  return {
    name,
    passed: fault === undefined,
    message: `${numbers}${fault === undefined ? '' : `: ${fault}`}.`,
  };
}

/** What is wrong with a loss that is `ratio` times that of a network that knows nothing. */
function sizeFault(
  { targets }: Dataset,
  ratio: number,
  predictions: Float32Array,
  shown: ShownInput,
): string | undefined {
  if (targets.kind === 'classes' && ratio < SHORTFALL) {
    return 'the weights are not those of an untrained network, or some classes hardly count';
  }
  if (!(ratio > EXCESS[targets.kind])) return undefined;
  if (!isNormalized(shown)) return 'the inputs are not normalized';
  const size = `its predictions have a root mean square of ${short(rootMeanSquare(predictions))}`;
  if (targets.kind === 'classes') return `${size}: the last layer's initial weights are too large`;
  return `${size}, the targets one of ${short(rootMeanSquare(targets.data))}: standardize the targets, or begin with smaller weights in the last layer`;
}

function rootMeanSquare(values: Float32Array | Int32Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares / Math.max(1, values.length));
}
