import type { MessageInitShape } from '@bufbuild/protobuf';
import { create, toBinary } from '@bufbuild/protobuf';
import type { Attribute, TensorType } from '../src/graph/tensor.ts';
import { ONNX_DATA_TYPE } from '../src/graph/tensor.ts';
import type { AttributeProtoSchema } from '../src/onnx/onnx_pb.ts';
import { ModelProtoSchema } from '../src/onnx/onnx_pb.ts';
import { tensorProto } from '../src/onnx/write.ts';
import type { Sample } from './samples.ts';

/** What an input of a node is: given at run time, part of the model, or left out. */
export type NodeInput = Sample | { readonly constant: Sample } | null;

/** A node of ONNX, as other programs write it. */
export interface NodeCase {
  readonly operator: string;
  readonly opset: number;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly inputs: readonly NodeInput[];
  readonly domain?: string;
}

/** A model of one node: inputs `x0`, `x1` ..., of which some are initializers, and outputs `y0`, `y1` ... */
export function nodeModel(node: NodeCase, outputs: readonly TensorType[]): Uint8Array {
  const { operator: opType, opset, attributes = {}, inputs, domain = '' } = node;
  const name = (i: number) => `x${i}`;
  const initializers = inputs.flatMap((x, i) =>
    x && 'constant' in x
      ? [tensorProto(name(i), x.constant.shape, x.constant.dtype, bytesOf(x.constant))]
      : [],
  );
  const given = inputs.flatMap((x, i) => (x && !('constant' in x) ? [valueInfo(name(i), x)] : []));
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [{ domain: '', version: BigInt(opset) }],
    graph: {
      name: 'one node',
      node: [
        {
          opType,
          domain,
          name: 'node',
          input: inputs.map((x, i) => (x ? name(i) : '')),
          output: outputs.map((_, i) => `y${i}`),
          attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
        },
      ],
      initializer: initializers,
      input: given,
      output: outputs.map((type, i) => valueInfo(`y${i}`, type)),
    },
  });
  return toBinary(ModelProtoSchema, model);
}

function valueInfo(name: string, { shape, dtype }: TensorType) {
  const dim = shape.map((size) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } }));
  const value = { elemType: ONNX_DATA_TYPE[dtype], shape: { dim } };
  return { name, type: { value: { case: 'tensorType' as const, value } } };
}

function attribute(name: string, value: Attribute): MessageInitShape<typeof AttributeProtoSchema> {
  if ('int' in value) return { name, type: 2, i: BigInt(value.int) };
  if ('ints' in value) return { name, type: 7, ints: value.ints.map(BigInt) };
  if ('float' in value) return { name, type: 1, f: value.float };
  return { name, type: 3, s: new TextEncoder().encode(value.text) };
}

function bytesOf({ values }: Sample): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
