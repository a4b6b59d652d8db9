import { fieldsInWords, type InputField, type ItemSet, joinedShape } from '../data/index.ts';
import { input, type Shape } from '../graph/index.ts';
import type { Model } from '../layers/index.ts';
import type { Session } from '../runtime/session.ts';
import { product, sameItems } from '../util/arrays.ts';
import { check, present } from '../util/errors.ts';
import type { InferenceOptions } from './evaluate.ts';
import { type Compilation, compileNetwork } from './execution.ts';
import { namedInputs } from './model-inputs.ts';
import { traceModel } from './trace-model.ts';
import { type VectorArrays, WeightVectors } from './weight-vectors.ts';
import { checkWeights, type Weights } from './weights.ts';

/** What a model says of several items. */
export interface Predictions {
  /** Item after item, each in row-major order. */
  readonly values: Float32Array;
  /** [items, ...] */
  readonly shape: readonly number[];
}

/**
 * What a model says of inputs, given item after item or as a set of items: inference, with moving statistics and
 * without dropout. Of a model with several inputs, an item is all of them, one behind the other in the model's order.
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
  const given = inputs instanceof Float32Array ? inMemory(inputs, model) : inputs;
  if (!given.inputFields) checkShape(given, model);
  const predictor = await Predictor.load(model, given, options);
  try {
    return await predictor.run(weights, options.signal);
  } finally {
    await predictor.release();
    await given.release?.();
  }
}

/** A model compiled to be asked about the same items with one set of weights after the other. */
export class Predictor {
  readonly #session: Session;
  readonly #vectors: WeightVectors;
  readonly #arrays: VectorArrays;
  readonly #buffers: Buffers;
  readonly #given: Inputs;
  readonly #shape: Shape;
  readonly #run: () => Promise<void>;

  private constructor(session: Session, vectors: WeightVectors, given: Inputs, shape: Shape) {
    this.#session = session;
    this.#vectors = vectors;
    this.#arrays = vectors.empty();
    this.#given = given;
    this.#shape = shape;
    const [batchSize = 1] = shape;
    const inputs = new Float32Array(batchSize * product(given.inputShape));
    this.#buffers = { batchSize, inputs, prediction: new Float32Array(product(shape)) };
    this.#run = session.bind({ inputs, ...this.#arrays }, { prediction: this.#buffers.prediction });
  }

  /** Traces the model, and loads it on the device. */
  static async load(
    model: Model,
    given: Inputs,
    options: InferenceOptions & Compilation,
  ): Promise<Predictor> {
    const { count, inputShape, inputFields } = given;
    const batchSize = Math.max(1, Math.min(options.batchSize ?? 32, count));
    const vectors = new WeightVectors(model.weights);
    const batch = input('inputs', [batchSize, ...inputShape]);
    const { weights } = vectors.inputs();
    const { prediction } = traceModel(model, { inputs: batch, inputFields }, weights, false);
    const session = await compileNetwork({ prediction }, 'prediction', options);
    return new Predictor(session, vectors, given, prediction.shape);
  }

  /** What the model says with these weights, which must be its own; `signal` ends it between two batches. */
  async run(weights: Weights, signal?: AbortSignal): Promise<Predictions> {
    const vectors = this.#vectors.arrays(weights);
    for (const [name, values] of Object.entries(this.#arrays)) values.set(present(vectors[name], name));
    const values = await inBatches(this.#given, this.#buffers, async () => {
      signal?.throwIfAborted();
      await this.#run();
    });
    return { values, shape: [this.#given.count, ...this.#shape.slice(1)] };
  }

  /** Frees the session. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

/** What is predicted of. */
type Inputs = Pick<ItemSet, 'count' | 'inputShape' | 'inputFields' | 'gather' | 'prefetch' | 'release'>;

/** What runs read and write. */
interface Buffers {
  readonly batchSize: number;
  readonly inputs: Float32Array;
  readonly prediction: Float32Array;
}

/** Runs batch after batch; behind the items of a last, smaller one still lie those of the batch before. */
async function inBatches(given: Inputs, buffers: Buffers, run: () => Promise<void>): Promise<Float32Array> {
  const { count } = given;
  const { batchSize } = buffers;
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

function inMemory(inputs: Float32Array, model: Model): Inputs {
  const fields: readonly InputField[] = namedInputs(model);
  const [first, ...others] = fields;
  const several = others.length > 0;
  const shape = several || !first ? joinedShape(fields) : first.shape;
  const size = product(shape);
  const count = inputs.length / size;
  check(Number.isInteger(count), () => ({
    where: `predict, model "${model.name}"`,
    expected: `a multiple of ${size} numbers, for items of ${fieldsInWords(fields)}`,
    received: `${inputs.length}`,
  }));
  const gather = (items: Uint32Array, target: Float32Array): undefined => {
    const start = (items[0] ?? 0) * size;
    target.set(inputs.subarray(start, start + items.length * size));
  };
  return { count, inputShape: shape, gather, ...(several && { inputFields: fields }) };
}

function checkShape({ inputShape }: Inputs, model: Model): void {
  const [input, ...others] = namedInputs(model);
  check(others.length > 0 || !input || sameItems(inputShape, input.shape), () => ({
    where: `predict, model "${model.name}"`,
    expected: `items of shape [${input?.shape.join(', ')}]`,
    received: `[${inputShape.join(', ')}]`,
  }));
}
