import type {
  InferenceSession,
  InferenceSessionFactory,
  Tensor,
  TensorConstructor,
} from 'onnxruntime-common';
import type { Values } from '../graph/leaf.ts';
import { formatShape } from '../graph/tensor.ts';
import { refuseExternalData } from '../onnx/external-data.ts';
import { product } from '../util/arrays.ts';
import { check, InputError, present } from '../util/errors.ts';
import { reasonOf } from './ort-error.ts';
import type { Arrays, Session, ValueType } from './session.ts';
import { arrayOf, copyValues, freeValues, isDType, overlap, valuesOf } from './values.ts';

/** How much ONNX Runtime rewrites a graph before it runs it; results depend on it in their last digits. */
export const OPTIMIZATION_LEVEL = 'all';

/** A package of ONNX Runtime: its JavaScript interface, and what it does with output tensors that the caller made. */
export interface OrtPackage {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
  readonly outputs: 'written in place' | 'returned anew';
}

/**
 * Loads a model into one of ONNX Runtime's packages.
 *
 * @throws InputError for bytes that are no model, for external data, and for what ONNX Runtime refuses.
 */
export async function loadSession(
  ort: OrtPackage,
  model: Uint8Array,
  options: InferenceSession.SessionOptions,
): Promise<Session> {
  refuseExternalData(model);
  const session = await ort.InferenceSession.create(model, options).catch((error: unknown) => {
    throw new InputError(
      { where: 'model', expected: 'one that ONNX Runtime can load', received: reasonOf(error) },
      { cause: error },
    );
  });
  try {
    return new OrtSession(ort, session, options.enableProfiling === true);
  } catch (error) {
    await session.release();
    throw error;
  }
}

/** {@link Session} over ONNX Runtime's JavaScript interface, which its Node and browser packages share. */
class OrtSession implements Session {
  readonly inputs: readonly ValueType[];
  readonly outputs: readonly ValueType[];
  readonly #ort: OrtPackage;
  readonly #profiling: boolean;
  #session: InferenceSession | undefined;

  constructor(ort: OrtPackage, session: InferenceSession, profiling: boolean) {
    this.inputs = session.inputMetadata.map(valueType);
    this.outputs = session.outputMetadata.map(valueType);
    this.#ort = ort;
    this.#session = session;
    this.#profiling = profiling;
  }

  async run(inputs: Arrays): Promise<Record<string, Values>> {
    const results = await this.#run(this.#feeds(inputs));
    return Object.fromEntries(this.outputs.map(({ name }) => [name, valuesOf(present(results[name], name))]));
  }

  bind(inputs: Arrays, outputs: Arrays): () => Promise<void> {
    const feeds = this.#feeds(inputs);
    const fetches = this.#fetches(outputs);
    checkApart(inputs, outputs);
    const isInPlace = this.#ort.outputs === 'written in place';
    const wanted = isInPlace ? fetches : Object.keys(outputs);
    return async () => {
      const results = await this.#run(feeds, wanted);
      for (const [name, array] of Object.entries(outputs)) {
        const returned = valuesOf(present(results[name], name));
        if (!isInPlace) copyValues(returned, array);
        if (!overlap(returned, array)) freeValues(returned);
      }
    };
  }

  async release(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    if (this.#profiling) session?.endProfiling();
    await session?.release();
  }

  async #run(feeds: Tensors, fetches?: Tensors | string[]): Promise<InferenceSession.OnnxValueMapType> {
    const session = this.#session;
    check(session !== undefined, () => ({
      where: 'session',
      expected: 'one that is still loaded',
      received: 'a run after release',
    }));
    try {
      return await (fetches ? session.run(feeds, fetches) : session.run(feeds));
    } catch (error) {
      throw new InputError(
        { where: 'session', expected: 'inputs that the model can compute with', received: reasonOf(error) },
        { cause: error },
      );
    }
  }

  #feeds(arrays: Arrays): Tensors {
    return Object.fromEntries(
      this.inputs.map((type) => {
        const values = arrays[type.name];
        check(values !== undefined, () => ({
          where: 'session',
          expected: `values for the input "${type.name}"`,
          received: Object.keys(arrays).join(', ') || 'none',
        }));
        return [type.name, this.#tensor(type, values)];
      }),
    );
  }

  #fetches(arrays: Arrays): Tensors {
    const entries = Object.entries(arrays);
    check(entries.length > 0, () => ({ where: 'session', expected: 'arrays for outputs', received: 'none' }));
    return Object.fromEntries(
      entries.map(([name, values]) => {
        const type = this.outputs.find((output) => output.name === name);
        check(type !== undefined, () => ({
          where: 'session',
          expected: `outputs among ${this.outputs.map((output) => output.name).join(', ')}`,
          received: `"${name}"`,
        }));
        return [name, this.#tensor(type, values)];
      }),
    );
  }

  #tensor({ name, dtype, shape }: ValueType, values: Values): Tensor {
    check(values instanceof arrayOf[dtype] && values.length === product(shape), () => ({
      where: `session, "${name}"`,
      expected: `${arrayOf[dtype].name} of ${product(shape)} values for shape ${formatShape(shape)}`,
      received: `${values.constructor.name} of ${values.length}`,
    }));
    return new this.#ort.Tensor(dtype, values, shape);
  }
}

type Tensors = Record<string, Tensor>;

function isStatic(shape: readonly (number | string)[]): shape is readonly number[] {
  return shape.every((size) => typeof size === 'number');
}

function valueType(metadata: InferenceSession.ValueMetadata): ValueType {
  const { name } = metadata;
  const where = `model, "${name}"`;
  const expected = `a tensor of ${Object.keys(arrayOf).join(', ')} with a static shape`;
  if (!metadata.isTensor) throw new InputError({ where, expected, received: 'no tensor' });
  const { type, shape } = metadata;
  check(isDType(type) && isStatic(shape), () => ({
    where,
    expected,
    received: `${type} [${shape.join(', ')}]`,
    remedy: 'Import the model with fromOnnx, which fixes its batch size.',
  }));
  return { name, dtype: type, shape };
}

/** The model may write an output before it has read every input: no output may lie where an input does. */
function checkApart(inputs: Arrays, outputs: Arrays): void {
  for (const [input, from] of Object.entries(inputs)) {
    for (const [output, to] of Object.entries(outputs)) {
      check(!overlap(from, to), () => ({
        where: 'session',
        expected: 'outputs that share no memory with inputs',
        received: `"${output}" in the memory of "${input}"`,
        remedy: 'Give the output an array of its own, and exchange the two after each run.',
      }));
    }
  }
}
