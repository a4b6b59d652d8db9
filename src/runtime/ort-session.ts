import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import type { Values } from '../graph/leaf.ts';
import { product, sameItems } from '../util/arrays.ts';
import { check, InputError, present } from '../util/errors.ts';
import type { Arrays, Session, ValueType } from './session.ts';

/** What a binding of ONNX Runtime does with output tensors that the caller made. */
export type OutputHandling = 'written in place' | 'returned anew';

/** {@link Session} over ONNX Runtime's JavaScript interface, which its Node and browser packages share. */
export class OrtSession implements Session {
  readonly inputs: readonly ValueType[];
  readonly outputs: readonly ValueType[];
  readonly #session: InferenceSession;
  readonly #Tensor: TensorConstructor;
  readonly #handling: OutputHandling;
  readonly #profiling: boolean;

  constructor(
    session: InferenceSession,
    tensor: TensorConstructor,
    handling: OutputHandling,
    profiling: boolean,
  ) {
    this.inputs = session.inputMetadata.map(valueType);
    this.outputs = session.outputMetadata.map(valueType);
    this.#session = session;
    this.#Tensor = tensor;
    this.#handling = handling;
    this.#profiling = profiling;
  }

  async run(inputs: Arrays): Promise<Record<string, Values>> {
    const results = await this.#session.run(this.#feeds(inputs));
    return Object.fromEntries(this.outputs.map(({ name }) => [name, valuesOf(present(results[name], name))]));
  }

  bind(inputs: Arrays, outputs: Arrays): () => Promise<void> {
    const feeds = this.#feeds(inputs);
    const fetches = this.#tensors(
      this.outputs.filter(({ name }) => name in outputs),
      outputs,
    );
    if (this.#handling === 'written in place') {
      return async () => void (await this.#session.run(feeds, fetches));
    }
    const names = Object.keys(outputs);
    return async () => {
      const results = await this.#session.run(feeds, names);
      for (const [name, target] of Object.entries(outputs))
        copy(valuesOf(present(results[name], name)), target);
    };
  }

  async release(): Promise<void> {
    if (this.#profiling) this.#session.endProfiling();
    await this.#session.release();
  }

  #feeds(arrays: Arrays): Record<string, Tensor> {
    for (const { name } of this.inputs) {
      check(name in arrays, () => ({
        where: 'session',
        expected: `input "${name}"`,
        received: 'nothing for it',
      }));
    }
    return this.#tensors(this.inputs, arrays);
  }

  #tensors(types: readonly ValueType[], arrays: Arrays): Record<string, Tensor> {
    return Object.fromEntries(
      types.map((type) => [type.name, this.#tensor(type, present(arrays[type.name], type.name))]),
    );
  }

  #tensor({ name, dtype, shape }: ValueType, values: Values): Tensor {
    check(values.length === product(shape), () => ({
      where: `session, "${name}"`,
      expected: `${product(shape)} values for shape [${shape.join(', ')}]`,
      received: `${values.length}`,
    }));
    return new this.#Tensor(dtype, values, shape);
  }
}

function valueType(metadata: InferenceSession.ValueMetadata): ValueType {
  const { name } = metadata;
  if (!metadata.isTensor) throw new InputError({ where: 'session', expected: 'tensors', received: name });
  const shape = metadata.shape.map((size) => (typeof size === 'number' ? size : Number.NaN));
  const dtypes = ['float32', 'float64', 'int32', 'int64', 'uint8', 'bool'] as const;
  const dtype = dtypes.find((known) => known === metadata.type);
  check(dtype !== undefined && sameItems(shape, shape.map(Math.trunc)), () => ({
    where: `session, "${name}"`,
    expected: `a static shape of ${dtypes.join(', ')}`,
    received: `${metadata.type} [${metadata.shape.join(', ')}]`,
  }));
  return { name, dtype, shape };
}

function valuesOf(tensor: Tensor): Values {
  const { data } = tensor;
  const known =
    data instanceof Float32Array ||
    data instanceof Float64Array ||
    data instanceof Int32Array ||
    data instanceof BigInt64Array ||
    data instanceof Uint8Array;
  if (!known) throw new Error(`internal: an output of type ${tensor.type}`);
  return data;
}

function copy(from: Values, to: Values): void {
  if (from instanceof BigInt64Array) {
    if (to instanceof BigInt64Array) to.set(from);
  } else if (!(to instanceof BigInt64Array)) to.set(from);
}
