import type { ItemSet } from '../data/index.ts';
import { ImagePairs } from '../reconstruct/dataset/image-pairs.ts';
import { ReconstructionItems } from '../reconstruct/dataset/reconstruction-items.ts';
import {
  accuracy,
  binaryAccuracy,
  type Loss,
  type Metric,
  magnitudeMeanSquaredError,
  magnitudePsnr,
  meanAbsoluteError,
  meanSquaredError,
  nrmse,
  sparseCategoricalCrossentropy,
} from '../train/index.ts';
import { product } from '../util/arrays.ts';
import { InputError } from '../util/errors.ts';
import { type LossSettings, lossOf, metricOf } from './settings/objective.ts';
import type { TrainingSettings } from './settings/training.ts';

/** What a network is to say of an item: which class it belongs to, which numbers, or what image its k-space is of. */
export type Task =
  | { readonly kind: 'classification'; readonly classNames: readonly string[] }
  | { readonly kind: 'regression'; readonly targetShape: readonly number[] }
  | {
      readonly kind: 'reconstruction';
      /** Where it begins with k-space, not with an image. */
      readonly kspaceShape?: readonly number[];
      readonly imageShape: readonly number[];
    };

/**
 * The task that a dataset sets.
 *
 * @throws InputError when an item has several classes.
 */
export function taskOf(data: ItemSet): Task {
  const { name, targets } = data;
  if (data instanceof ReconstructionItems) {
    return { kind: 'reconstruction', kspaceShape: data.layout.kspaceShape, imageShape: targets.shape };
  }
  if (data instanceof ImagePairs) return { kind: 'reconstruction', imageShape: targets.shape };
  if (targets.kind === 'values') return { kind: 'regression', targetShape: targets.shape };
  if (targets.shape.length === 0) return { kind: 'classification', classNames: targets.classNames };
  throw new InputError({
    where: `data, ${name}`,
    expected: 'one class or some numbers for each item',
    received: `classes of shape [${targets.shape.join(', ')}]`,
  });
}

/** How many numbers the network gives for an item. */
export function outputsOf(task: Task, loss: LossSettings | undefined): number {
  if (task.kind === 'regression') return product(task.targetShape);
  if (task.kind === 'reconstruction') return product(task.imageShape);
  return isBinary(loss) ? 1 : task.classNames.length;
}

/** The loss and the metrics of a training, those of the task by default. */
export function objectiveOf(
  task: Task,
  { loss, metrics }: TrainingSettings,
): { loss: Loss; metrics: Metric[] } {
  return {
    loss: loss ? lossOf(loss) : defaultLoss(task),
    metrics: metrics ? metrics.map(metricOf) : defaultMetrics(task, loss),
  };
}

function defaultLoss(task: Task): Loss {
  const { kind } = task;
  if (kind === 'reconstruction' && task.kspaceShape) return magnitudeMeanSquaredError();
  return kind === 'classification' ? sparseCategoricalCrossentropy() : meanSquaredError();
}

function defaultMetrics({ kind }: Task, loss: LossSettings | undefined): Metric[] {
  if (kind === 'reconstruction') return [nrmse(), magnitudePsnr()];
  if (kind === 'regression') return [meanAbsoluteError()];
  return [isBinary(loss) ? binaryAccuracy() : accuracy()];
}

/** Whether the network answers yes or no with one number. */
function isBinary(loss: LossSettings | undefined): boolean {
  return Boolean(loss?.binaryCrossentropy ?? loss?.binaryFocalCrossentropy);
}

/** Whether the network's outputs are probabilities already. */
export function givesProbabilities(loss: LossSettings | undefined): boolean {
  const [settings] = Object.values(loss ?? {});
  return settings !== undefined && 'fromLogits' in settings && settings.fromLogits === false;
}
