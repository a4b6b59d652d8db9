import type { ItemSet } from '../data/index.ts';
import { input } from '../graph/index.ts';
import type { Model } from '../layers/index.ts';
import { product, sameItems } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import type { InferenceOptions } from './evaluate.ts';
import { compileNetwork } from './execution.ts';
import { onlyInput, traceModel } from './trace-model.ts';
import { WeightVectors } from './weight-vectors.ts';
import { checkWeights, type Weights } from './weights.ts';

/** What a model says of several items. */
export interface Predictions {
  /** Item after item, each in row-major order. */
  readonly values: Float32Array;
  /** [items, ...] */
  readonly shape: readonly number[];
}

/**
 * What a model says of inputs, given item after item or as a set of items: inference, with moving statistics and without dropout.
 *
 * @throws InputError when the weights are not the model's, or the inputs no whole number of items.
 * @example const { values, shape } = await predict(model, weights, test.inputs, { device });
 */
export async function predict(
  model: Model,
  weights: Weights,
  inputs: Float32Array | ItemSet,
  options: InferenceOptions,
): Promise<Predictions> {
  checkWeights(model.weights, weights, 'predict');
  const { shape } = onlyInput(model);
  const given = inputs instanceof Float32Array ? inMemory(inputs, shape, model.name) : inputs;
  checkShape(given, shape, model.name);
  const { count } = given;
  const batchSize = Math.max(1, Math.min(options.batchSize ?? 32, count));
  const vectors = new WeightVectors(model.weights);
  const batch = input('inputs', [batchSize, ...shape]);
  const { prediction } = traceModel(model, batch, vectors.inputs().weights, false);
  const session = await compileNetwork({ prediction }, 'prediction', options);
  const buffers = { inputs: new Float32Array(batch.size), prediction: new Float32Array(prediction.size) };
  const run = session.bind(
    { inputs: buffers.inputs, ...vectors.arrays(weights) },
    { prediction: buffers.prediction },
  );
  try {
    const values = await inBatches(given, batchSize, buffers, run);
    return { values, shape: [count, ...prediction.shape.slice(1)] };
  } finally {
    await session.release();
    await given.release?.();
  }
}

/** What is predicted of. */
type Inputs = Pick<ItemSet, 'count' | 'inputShape' | 'gather' | 'prefetch' | 'release'>;

/** Runs batch after batch; behind the items of a last, smaller one still lie those of the batch before. */
async function inBatches(
  given: Inputs,
  batchSize: number,
  buffers: { readonly inputs: Float32Array; readonly prediction: Float32Array },
  run: () => Promise<void>,
): Promise<Float32Array> {
  const { count } = given;
  const outputSize = buffers.prediction.length / batchSize;
  const values = new Float32Array(count * outputSize);
  const itemsFrom = (first: number) =>
    Uint32Array.from({ length: Math.min(batchSize, count - first) }, (_, i) => first + i);
  for (let first = 0; first < count; first += batchSize) {
    const items = itemsFrom(first);
    const reading = given.gather(items, buffers.inputs);
    if (first + batchSize < count) given.prefetch?.(itemsFrom(first + batchSize));
    if (reading) await reading;
    await run();
    values.set(buffers.prediction.subarray(0, items.length * outputSize), first * outputSize);
  }
  return values;
}

function inMemory(inputs: Float32Array, shape: readonly number[], name: string): Inputs {
  const size = product(shape);
  const count = inputs.length / size;
  check(Number.isInteger(count), () => ({
    where: `predict, model "${name}"`,
    expected: `a multiple of ${size} numbers, for items of shape [${shape.join(', ')}]`,
    received: `${inputs.length}`,
  }));
  const gather = (items: Uint32Array, target: Float32Array): undefined => {
    const first = items[0] ?? 0;
    target.set(inputs.subarray(first * size, (first + items.length) * size));
  };
  return { count, inputShape: shape, gather };
}

function checkShape({ inputShape }: Inputs, shape: readonly number[], name: string): void {
  check(sameItems(inputShape, shape), () => ({
    where: `predict, model "${name}"`,
    expected: `items of shape [${shape.join(', ')}]`,
    received: `[${inputShape.join(', ')}]`,
  }));
}
