import { fromBinary } from '@bufbuild/protobuf';
import type { Values } from '../graph/leaf.ts';
import { constant, input } from '../graph/leaf.ts';
import type { Shape, Tensor } from '../graph/tensor.ts';
import { check, InputError, messageOf } from '../util/errors.ts';
import { evaluate } from './evaluate.ts';
import { notAModel, refuseExternalData } from './external-data.ts';
import type { Named } from './node.ts';
import { OnnxNode } from './node.ts';
import type { GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto } from './onnx_pb.ts';
import { ModelProtoSchema } from './onnx_pb.ts';
import { readers } from './operators/index.ts';
import { dtypeOf, readTensor } from './tensor-values.ts';

/** How a model is read. */
export interface ReadOptions {
  /** The size of the first axis of inputs that leave it open; 1 by default. */
  readonly batch?: number;
}

/** A weight of an imported model: an input of the graph, and the values that it had. */
export interface ImportedWeight {
  readonly tensor: Tensor;
  readonly values: Values;
}

/** A model from elsewhere, as a graph that can be extended, differentiated and written again. */
export interface ImportedModel {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** What training may change: floating-point initializers of one axis or more, running statistics excepted. */
  readonly weights: Readonly<Record<string, ImportedWeight>>;
}

const OLDEST_OPSET = 7;
const NEWEST_OPSET = 25;

/**
 * Reads an ONNX model as a graph. Weights become inputs of the graph, so that gradients with respect to them can be
 * taken; feed their values, or those that training makes of them. Everything else runs as at inference: dropout does
 * nothing, batch normalization uses its running statistics.
 *
 * @throws InputError for bytes that are no model or keep weights in other files, for unknown operators and
 * attributes, and for sizes other than the first axis's that are open.
 * @example
 * const { inputs, outputs, weights } = fromOnnx(bytes, { batch: 32 });
 * const parameters = Object.values(weights).map(({ tensor }) => tensor);
 * const slopes = gradients(loss(outputs), parameters);
 */
export function fromOnnx(model: Uint8Array, options: ReadOptions = {}): ImportedModel {
  refuseExternalData(model);
  const proto = decode(model);
  check(proto.graph !== undefined, () => ({ where: 'model', expected: 'a graph', received: 'none' }));
  return new GraphReader(opsetOf(proto), options).read(proto.graph);
}

function decode(model: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, model);
  } catch (error) {
    throw notAModel(messageOf(error), error);
  }
}

function opsetOf(model: ModelProto): number {
  const version = Number(model.opsetImport.find(({ domain }) => isStandard(domain))?.version ?? 0n);
  check(version >= OLDEST_OPSET && version <= NEWEST_OPSET, () => ({
    where: 'model',
    expected: `operators of ONNX's set ${OLDEST_OPSET} to ${NEWEST_OPSET}`,
    received: version === 0 ? 'none' : `set ${version}`,
  }));
  return version;
}

function isStandard(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}

class GraphReader {
  readonly #opset: number;
  readonly #batch: number;
  readonly #names = new Map<string, Named>();
  readonly #inputs: Record<string, Tensor> = {};
  readonly #weights: Record<string, ImportedWeight> = {};

  constructor(opset: number, { batch = 1 }: ReadOptions) {
    this.#opset = opset;
    this.#batch = batch;
  }

  read(graph: GraphProto): ImportedModel {
    for (const proto of graph.initializer) this.#names.set(proto.name, this.#initializer(proto));
    for (const info of graph.input) if (!this.#names.has(info.name)) this.#addInput(info);
    for (const node of graph.node) this.#addNode(node);
    const outputs = graph.output.map(({ name }) => [name, this.#named(name, 'the output').tensor()] as const);
    return { inputs: this.#inputs, outputs: Object.fromEntries(outputs), weights: this.#weights };
  }

  #initializer(proto: TensorProto): Named {
    const { name } = proto;
    const read = once(() => readTensor(proto, `initializer "${name}"`));
    const fixed = once(() => constant(read().values, read().shape, read().dtype));
    const trainable = once(() => {
      const { shape, dtype, values } = read();
      const tensor = input(name, shape, dtype);
      this.#weights[name] = { tensor, values };
      return tensor;
    });
    const isWeight = () => read().dtype.startsWith('float') && read().shape.length > 0;
    return { tensor: () => (isWeight() ? trainable() : fixed()), constant: fixed };
  }

  #addInput(info: ValueInfoProto): void {
    const { name } = info;
    const where = `input "${name}"`;
    const type = info.type?.value;
    check(type?.case === 'tensorType', () => ({ where, expected: 'a tensor', received: 'something else' }));
    const dims = type.value.shape?.dim.map(({ value }) =>
      value.case === 'dimValue' ? Number(value.value) : value.value,
    );
    check(dims !== undefined, () => ({ where, expected: 'a known number of axes', received: 'none' }));
    const tensor = input(name, this.#fixed(dims, where), dtypeOf(type.value.elemType, where));
    this.#inputs[name] = tensor;
    this.#names.set(name, computed(tensor));
  }

  /** The shape, with the batch's size on the first axis if it is open (by name, or as 0 or -1). */
  #fixed(dims: readonly (number | string | undefined)[], where: string): Shape {
    return dims.map((size, axis) => {
      const open = typeof size !== 'number' || size <= 0;
      check(!open || axis === 0, () => ({
        where,
        expected: 'sizes that are fixed on all axes but the first',
        received: `${size ?? 'an open size'} on axis ${axis}`,
        remedy: 'Export the model with fixed sizes; only the first axis, the batch, may be dynamic.',
      }));
      return open ? this.#batch : size;
    });
  }

  #addNode(proto: NodeProto): void {
    const inputs = proto.input.map((name) => (name === '' ? undefined : this.#named(name, proto.opType)));
    const node = new OnnxNode(proto, this.#opset, inputs);
    const read =
      isStandard(proto.domain) && Object.hasOwn(readers, proto.opType) ? readers[proto.opType] : undefined;
    if (!read) throw unknownOperator(node, proto);
    const results = [within(node, () => read(node))].flat();
    node.finish();
    results.forEach((tensor, i) => {
      const name = proto.output[i];
      if (name) this.#names.set(name, computed(tensor));
    });
  }

  #named(name: string, user: string): Named {
    const named = this.#names.get(name);
    check(named !== undefined, () => ({
      where: 'model',
      expected: 'nodes in the order of computation, with outputs that echotrain knows',
      received: `"${name}", which ${user} needs and nothing before gives`,
    }));
    return named;
  }
}

function computed(tensor: Tensor): Named {
  return { tensor: () => tensor, constant: once(() => evaluate(tensor)) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What the graph refuses, told with the node that asked for it. */
function within<T>(node: OnnxNode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError) || error.complaint.where === node.where) throw error;
    const { where, ...complaint } = error.complaint;
    throw new InputError({ ...complaint, where: `${node.where}, ${where}` }, { cause: error });
  }
}

function unknownOperator(node: OnnxNode, { domain, opType }: NodeProto): InputError {
  return node.refusal(
    "one of ONNX's operators that echotrain can differentiate",
    domain === '' ? opType : `${domain}.${opType}`,
  );
}
