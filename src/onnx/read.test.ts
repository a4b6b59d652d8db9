import type { MessageInitShape } from '@bufbuild/protobuf';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close.ts';
import { type NodeCase, nodeModel } from '../../test/onnx-node.ts';
import { runGraph } from '../../test/run-graph.ts';
import { Sampler, sample } from '../../test/samples.ts';
import { stepModel } from '../../test/small-network.ts';
import { add, constant, gradients, input, mul, reduceSum } from '../graph/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { present } from '../util/errors.ts';
import type { ModelProto } from './onnx_pb.ts';
import { ModelProtoSchema, TensorProtoSchema } from './onnx_pb.ts';
import models from './read.json' with { type: 'json' };
import type { ImportedModel } from './read.ts';
import { fromOnnx } from './read.ts';
import { toOnnx } from './write.ts';

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

function feedsOf({ weights }: ImportedModel, x: readonly number[]) {
  const values = Object.entries(weights).map(([name, weight]) => [name, weight.values]);
  return { x: Float32Array.from(x), ...Object.fromEntries(values) };
}

describe.each(models.map((golden) => [golden.name, golden] as const))(
  'a model of PyTorch: %s',
  (_, golden) => {
    const imported = fromOnnx(bytesOf(golden.model), { batch: golden.x.shape[0] ?? 1 });
    const y = present(imported.outputs.y, 'y');

    it('computes what PyTorch does', async () => {
      expect(y.shape).toEqual(golden.y.shape);
      const computed = await runGraph({ y }, feedsOf(imported, golden.x.values));
      expectClose(computed.y ?? [], golden.y.values, 1e-5, 'y');
    });

    it('has the gradients of PyTorch', async () => {
      const loss = reduceSum(mul(y, constant(golden.upstream.values, y.shape)));
      const tensors = new Map(Object.entries(imported.weights).map(([name, { tensor }]) => [name, tensor]));
      tensors.set('x', present(imported.inputs.x, 'x'));
      const expected = Object.entries(golden.gradients);
      expect([...tensors.keys()].sort()).toEqual(expected.map(([name]) => name).sort());
      const computed = gradients(loss, [...tensors.values()]);
      const named = Object.fromEntries(
        [...tensors.keys()].map((name, i) => [`d ${name}`, present(computed[i], name)]),
      );
      const values = await runGraph(named, feedsOf(imported, golden.x.values));
      for (const [name, { values: slope }] of expected)
        expectClose(values[`d ${name}`] ?? [], slope, 2e-5, name);
    });
  },
);

describe('a model of our own', () => {
  it('comes back as it was: a whole training step', async () => {
    const bytes = stepModel();
    const { inputs, outputs, weights } = fromOnnx(bytes);
    expect(weights).toEqual({});
    const sampler = new Sampler(5);
    const values = Object.entries(inputs).map(([name, { shape }]) => [
      name,
      sampler.uniform(shape, 0.1, 1).values,
    ]);
    const session = await nodeDevice('cpu').load(bytes, { threads: 1 });
    expect(session.inputs.map(({ name }) => name).sort()).toEqual(Object.keys(inputs).sort());
    const original = await session.run(Object.fromEntries(values));
    await session.release();
    expect(await runGraph(outputs, Object.fromEntries(values))).toEqual(original);
  });

  it('gives scalars as constants, and other numbers as weights', () => {
    const x = input('x', [2, 3]);
    const model = toOnnx({ y: add(mul(x, 2), constant([1, 2, 3])) });
    const { weights } = fromOnnx(model);
    expect(Object.values(weights).map(({ values }) => values)).toEqual([Float32Array.of(1, 2, 3)]);
  });
});

describe('what is refused', () => {
  const x = new Sampler(1).normal([1, 1, 4, 4]);
  const importing = (node: Partial<NodeCase>, outputs = 1) => {
    const full = { operator: 'Relu', opset: 17, inputs: [x], ...node };
    const types = Array.from({ length: outputs }, () => ({ shape: [1], dtype: 'float32' as const }));
    return () => fromOnnx(nodeModel(full, types));
  };
  const edited = (edit: (model: ModelProto) => void) => {
    const model = fromBinary(ModelProtoSchema, nodeModel({ operator: 'Relu', opset: 17, inputs: [x] }, [x]));
    edit(model);
    return () => fromOnnx(toBinary(ModelProtoSchema, model));
  };

  it('is what no operator here can do, with the name of the node', () => {
    expect(importing({ operator: 'NonMaxSuppression' })).toThrow(
      'ONNX node NonMaxSuppression "node": expected one of ONNX\'s operators that echotrain can differentiate, received NonMaxSuppression.',
    );
    expect(importing({ operator: 'constructor' })).toThrow('received constructor.');
    expect(importing({ domain: 'com.example' })).toThrow('received com.example.Relu.');
    expect(importing({ operator: 'Sigmoid', attributes: { novelty: { int: 1 } } })).toThrow(
      'ONNX node Sigmoid "node": expected inputs and attributes that echotrain knows, received novelty.',
    );
    expect(importing({ inputs: [x, x] })).toThrow('received input 1.');
    expect(importing({ operator: 'Add' })).toThrow('ONNX node Add "node": expected input 1, received none.');
    const pool = { kernel_shape: { ints: [2, 2] } };
    expect(importing({ operator: 'MaxPool', attributes: pool }, 2)).toThrow('a second output, their indices');
    const wide = { kernel_shape: { ints: [2, 2] }, dilations: { ints: [2, 2] } };
    expect(importing({ operator: 'MaxPool', attributes: wide })).toThrow('expected dilations of 1');
    const flag = { auto_pad: { text: 'SAME' } };
    expect(importing({ operator: 'MaxPool', attributes: { ...pool, ...flag } })).toThrow(
      'SAME_UPPER, SAME_LOWER',
    );
    expect(importing({ operator: 'Elu', attributes: { alpha: { int: 1 } } })).toThrow('alpha of type float');
    expect(importing({ operator: 'Reshape', inputs: [x, sample([16], [1], 'int64')] })).toThrow(
      'expected input 1 to be a constant, received one that is computed or given at run time.',
    );
    expect(importing({ operator: 'MatMul', inputs: [x, { constant: sample([1, 2], [2]) }] })).toThrow(
      'ONNX node MatMul "node", matMul: expected',
    );
  });

  it('is a size that is open elsewhere than in the batch', () => {
    const open = (axis: number, name: string) =>
      edited(({ graph }) => {
        const type = graph?.input[0]?.type?.value;
        const dim = type?.case === 'tensorType' ? type.value.shape?.dim[axis] : undefined;
        if (dim) dim.value = { case: 'dimParam', value: name };
      });
    expect(open(0, 'batch')().inputs.x0?.shape).toEqual([1, 1, 4, 4]);
    expect(open(3, 'width')).toThrow(
      'input "x0": expected sizes that are fixed on all axes but the first, received width on axis 3.',
    );
  });

  it('is a model without what makes it one', () => {
    expect(() => fromOnnx(new Uint8Array())).toThrow('received bytes that are none');
    expect(() => fromOnnx(new TextEncoder().encode('PK\u0003\u0004'))).toThrow('expected an ONNX model');
    expect(edited((model) => delete model.graph)).toThrow('model: expected a graph, received none.');
    expect(importing({ opset: 6 })).toThrow("expected operators of ONNX's set 7 to 25, received set 6.");
    expect(importing({ opset: 99 })).toThrow('received set 99.');
    expect(edited(({ graph }) => void graph?.node.pop())).toThrow('"y0", which the output needs');
    expect(edited(({ graph }) => graph?.input.forEach((info) => void delete info.type))).toThrow(
      'expected a tensor',
    );
  });

  it('is a tensor of another type, of too few numbers, or in another file', () => {
    const weight = (proto: MessageInitShape<typeof TensorProtoSchema>) =>
      edited(({ graph }) => {
        graph?.initializer.push(create(TensorProtoSchema, { name: 'x0', ...proto }));
      });
    expect(weight({ dataType: 10, dims: [4n], rawData: new Uint8Array(8) })).toThrow(
      'initializer "x0": expected elements of float32, uint8, int32, int64, bool, float64, received ONNX\'s element type 10.',
    );
    expect(weight({ dataType: 1, dims: [4n], rawData: new Uint8Array(8) })).toThrow('received 2 of them');
    expect(weight({ dataType: 1, dims: [4n], rawData: new Uint8Array(7) })).toThrow('received 7 bytes');
    expect(weight({ dataType: 1, dims: [4n], dataLocation: 1 })).toThrow('whose weights lie in other files');
    expect(weight({ dataType: 1, dims: [3n], floatData: [1, 2, 3] })().weights.x0?.values).toEqual(
      Float32Array.of(1, 2, 3),
    );
  });
});
