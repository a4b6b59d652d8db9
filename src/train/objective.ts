import type { Batches, InputField, ItemSet } from '../data/index.ts';
import { add, concat, div, input, mul, reduceSum, reshape, type Shape, type Tensor } from '../graph/index.ts';
import type { Loss } from './losses/loss.ts';
import type { Metric } from './metrics/metric.ts';
import type { JoinedInputs } from './model-inputs.ts';

/** What is made small, and what is watched beside it. */
export interface Objective {
  readonly loss: Loss;
  readonly metrics?: readonly Metric[];
}

/** What a batch is made of: shapes with the batch axis. */
export interface BatchType {
  /** The dataset's name, for errors. */
  readonly dataset: string;
  readonly inputs: Shape;
  /** The arrays that an input is made of, where there are several. */
  readonly inputFields?: readonly InputField[] | undefined;
  readonly targets: Shape;
  /** How many classes the targets tell apart, as int32 indices; `undefined` where they are float32 numbers. */
  readonly classes: number | undefined;
}

/** What the batches of a dataset are made of. */
export function batchTypeOf({ dataset, batchSize }: Batches<ItemSet>): BatchType {
  const { name, inputShape, inputFields, targets } = dataset;
  return {
    dataset: name,
    inputs: [batchSize, ...inputShape],
    inputFields,
    targets: [batchSize, ...targets.shape],
    classes: targets.kind === 'classes' ? targets.classNames.length : undefined,
  };
}

/** A batch as inputs of a graph. The names are those of the arrays in a batch of data. */
export interface BatchTensors extends JoinedInputs {
  readonly targets: Tensor;
  /** [batch]: 1 for items that count, else 0. */
  readonly weights: Tensor;
}

/** The inputs of a graph that works on one batch at a time. */
export function batchTensors(type: BatchType): BatchTensors {
  return {
    inputs: input('inputs', type.inputs),
    inputFields: type.inputFields,
    targets: input('targets', type.targets, type.classes === undefined ? 'float32' : 'int32'),
    weights: input('weights', [type.inputs[0] ?? 0]),
  };
}

/** The names of what a report holds. */
export function reportNames({ metrics = [] }: Objective): string[] {
  return ['loss', ...metrics.map((metric) => metric.name)];
}

/**
 * The loss of a batch, a scalar: the mean over the items that count, and the weights' `penalty`. And the report,
 * [1 + metrics]: loss and metrics summed over the items that count, to be averaged over an epoch in float64.
 */
export function scored(
  { loss, metrics = [] }: Objective,
  prediction: Tensor,
  { targets, weights }: BatchTensors,
  penalty: Tensor | undefined,
): { readonly loss: Tensor; readonly report: Tensor } {
  const total = (values: Tensor) => reduceSum(mul(values, weights));
  const items = reduceSum(weights);
  const sum = total(loss.perItem(prediction, targets));
  const mean = div(sum, items);
  const sums = [
    penalty ? add(sum, mul(penalty, items)) : sum,
    ...metrics.map((metric) => total(metric.perItem(prediction, targets))),
  ];
  return {
    loss: penalty ? add(mean, penalty) : mean,
    report: concat(
      sums.map((one) => reshape(one, [1])),
      0,
    ),
  };
}
