import { create, toBinary } from '@bufbuild/protobuf';
import type { Values } from '../graph/leaf.ts';
import { constantValues, inputName } from '../graph/leaf.ts';
import { stopGradient } from '../graph/ops/own-gradient.ts';
import type { Attribute, DType, Lowering, Shape, Tensor, TensorType } from '../graph/tensor.ts';
import { ONNX_DATA_TYPE } from '../graph/tensor.ts';
import { ancestors } from '../graph/walk.ts';
import { check, invariant, present } from '../util/errors.ts';
import type { AttributeProto, GraphProto, NodeProto, TensorProto, ValueInfoProto } from './onnx_pb.ts';
import {
  AttributeProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from './onnx_pb.ts';

/** Of 2022: old enough for every consumer, new enough for every operator that we need. */
const IR_VERSION = 8n;
const OPSET: Readonly<Record<string, bigint>> = { '': 17n, 'com.microsoft': 1n, 'com.microsoft.nchwc': 1n };

/** How a model is written. */
export interface WriteOptions {
  /** The graph's name in viewers. */
  readonly name?: string;
  /** Refuse operators outside ONNX's own domain: a must for models that leave the machine. */
  readonly standard?: boolean;
  /** Key-value pairs kept in the model. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Names of constants, such as weights; the others are numbered. */
  readonly constantNames?: ReadonlyMap<Tensor, string>;
}

/**
 * Writes the graph of named outputs as an ONNX model (opset 17). Its inputs are the graph's inputs, in the order
 * in which the outputs need them.
 *
 * @throws InputError when inputs or outputs share a name, or `standard` is asked of a graph with other operators.
 * @example const bytes = toOnnx({ y: relu(matMul(x, w)) });
 */
export function toOnnx(outputs: Readonly<Record<string, Tensor>>, options: WriteOptions = {}): Uint8Array {
  const graph = new GraphWriter(options).write(outputs);
  const domains = new Set(['', ...graph.node.map((node) => node.domain)]);
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: 'echotrain',
    graph,
    opsetImport: [...domains].map((domain) => ({
      domain,
      version: present(OPSET[domain], `opset ${domain}`),
    })),
    metadataProps: Object.entries(options.metadata ?? {}).map(([key, value]) => ({ key, value })),
  });
  return toBinary(ModelProtoSchema, model);
}

class GraphWriter {
  readonly #options: WriteOptions;
  readonly #names = new Map<Tensor, string>();
  readonly #constants = new Map<string, string>();
  readonly #inputs: ValueInfoProto[] = [];
  readonly #initializers: TensorProto[] = [];
  readonly #nodes: NodeProto[] = [];
  #reserved: ReadonlySet<string> = new Set();

  constructor(options: WriteOptions) {
    this.#options = options;
  }

  write(outputs: Readonly<Record<string, Tensor>>): GraphProto {
    const named = separateOutputs(outputs);
    const taken = new Map([...named].map(([name, tensor]) => [tensor, name]));
    const order = ancestors([...named.values()]);
    this.#reserve([...named.keys(), ...order.flatMap((tensor) => inputName(tensor) ?? [])]);
    for (const tensor of order) this.#add(tensor, taken.get(tensor));
    return {
      $typeName: 'echotrain.onnx.GraphProto',
      name: this.#options.name ?? 'echotrain',
      node: this.#nodes,
      initializer: this.#initializers,
      input: this.#inputs,
      output: [...named].map(([name, tensor]) => valueInfo(name, tensor)),
      valueInfo: [],
      docString: '',
    };
  }

  /** Keeps the names that others chose from being given to anything else. */
  #reserve(names: readonly string[]): void {
    const twice = names.find((name, i) => names.indexOf(name) < i);
    check(twice === undefined, () => ({
      where: 'toOnnx',
      expected: 'inputs and outputs with different names',
      received: `two named "${twice}"`,
    }));
    this.#reserved = new Set([...names, ...(this.#options.constantNames?.values() ?? [])]);
  }

  /** A name of our own that nobody chose. */
  #fresh(name: string): string {
    return this.#reserved.has(name) ? this.#fresh(`${name}_`) : name;
  }

  #add(tensor: Tensor, outputName: string | undefined): void {
    const lowering = tensor.origin.lowering?.();
    if (lowering) this.#addNode(tensor, lowering, outputName);
    else this.#addLeaf(tensor);
  }

  #addLeaf(tensor: Tensor): void {
    if (this.#names.has(tensor)) return;
    const values = constantValues(tensor);
    if (values)
      return void this.#names.set(
        tensor,
        this.#addConstant(tensor, values, this.#options.constantNames?.get(tensor)),
      );
    const name = present(inputName(tensor), `the name of ${tensor}`);
    this.#names.set(tensor, name);
    this.#inputs.push(valueInfo(name, tensor));
  }

  #addConstant(type: TensorType, values: Values, given?: string): string {
    const raw = bytesOf(values);
    const key =
      given === undefined && raw.length <= 4096 ? `${type.dtype}/${type.shape}/${raw.join()}` : undefined;
    const known = key === undefined ? undefined : this.#constants.get(key);
    if (known !== undefined) return known;
    const name = given ?? this.#fresh(`constant_${this.#initializers.length}`);
    this.#initializers.push(tensorProto(name, type.shape, type.dtype, raw));
    if (key !== undefined) this.#constants.set(key, name);
    return name;
  }

  #addNode(tensor: Tensor, lowering: Lowering, outputName: string | undefined): void {
    const { operator, domain = '', inputs, attributes = {} } = lowering;
    check(!this.#options.standard || domain === '', () => ({
      where: 'toOnnx',
      expected: "operators of ONNX's own domain only",
      received: `${domain}.${operator}`,
    }));
    for (const input of inputs) if (input && !this.#names.has(input)) this.#addLeaf(input);
    const label = `${operator}_${this.#nodes.length}`;
    const name = outputName ?? this.#fresh(label);
    this.#nodes.push(
      create(NodeProtoSchema, {
        name: label,
        opType: operator,
        domain,
        input: inputs.map((input) =>
          input ? present(this.#names.get(input), `${input} before its use`) : '',
        ),
        output: [name],
        attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
      }),
    );
    this.#names.set(tensor, name);
  }
}

/** Every output as a node of its own: leaves and tensors that are two outputs at once pass through Identity. */
function separateOutputs(outputs: Readonly<Record<string, Tensor>>): Map<string, Tensor> {
  const seen = new Set<Tensor>();
  return new Map(
    Object.entries(outputs).map(([name, tensor]) => {
      const own = tensor.origin.lowering && !seen.has(tensor) ? tensor : stopGradient(tensor);
      seen.add(own);
      return [name, own];
    }),
  );
}

function valueInfo(name: string, type: TensorType): ValueInfoProto {
  const dim = type.shape.map((size) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } }));
  const tensorType = { elemType: ONNX_DATA_TYPE[type.dtype], shape: { dim } };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: tensorType } } });
}

/** An ONNX tensor from row-major little-endian bytes. */
export function tensorProto(name: string, shape: Shape, dtype: DType, rawData: Uint8Array): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dims: shape.map((size) => BigInt(size)),
    dataType: ONNX_DATA_TYPE[dtype],
    rawData,
  });
}

const ATTRIBUTE_TYPE = { float: 1, int: 2, text: 3, ints: 7 };

function attributeProto(name: string, value: Attribute): AttributeProto {
  if ('int' in value) {
    return create(AttributeProtoSchema, { name, type: ATTRIBUTE_TYPE.int, i: BigInt(value.int) });
  }
  if ('ints' in value) {
    return create(AttributeProtoSchema, {
      name,
      type: ATTRIBUTE_TYPE.ints,
      ints: value.ints.map((n) => BigInt(n)),
    });
  }
  if ('float' in value)
    return create(AttributeProtoSchema, { name, type: ATTRIBUTE_TYPE.float, f: value.float });
  return create(AttributeProtoSchema, {
    name,
    type: ATTRIBUTE_TYPE.text,
    s: new TextEncoder().encode(value.text),
  });
}

/** The bytes behind an array, without a copy. The machine must be little-endian, as ONNX's files are. */
function bytesOf(values: Values): Uint8Array {
  invariant(new Uint8Array(new Uint16Array([1]).buffer)[0] === 1, 'a little-endian machine is needed');
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
