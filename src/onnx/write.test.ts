import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { everyInput, everyOperator } from '../../test/every-operator.ts';
import { runGraph } from '../../test/run-graph.ts';
import { add, constant, exp, input, mul, relu, reshape, sub, type Tensor } from '../graph/index.ts';
import { toBlocks } from '../graph/ops/blocked.ts';
import { nodeDevice } from '../runtime/node.ts';
import { ModelProtoSchema } from './onnx_pb.ts';
import { toOnnx, type WriteOptions } from './write.ts';

const x = input('x', [2, 3]);

function graphOf(outputs: Record<string, Tensor>, options?: WriteOptions) {
  const { graph } = fromBinary(ModelProtoSchema, toOnnx(outputs, options));
  return {
    nodes: graph?.node ?? [],
    operators: graph?.node.map((node) => node.opType) ?? [],
    inputs: graph?.input.map(({ name }) => name) ?? [],
    outputs: graph?.output.map(({ name }) => name) ?? [],
    constants: graph?.initializer ?? [],
  };
}

describe('toOnnx', () => {
  it('names inputs and outputs as they are called', () => {
    const { inputs, outputs, operators } = graphOf({ sum: add(x, input('b', [3])), positive: relu(x) });
    expect({ inputs, outputs }).toEqual({ inputs: ['x', 'b'], outputs: ['sum', 'positive'] });
    expect(operators).toEqual(['Add', 'Relu']);
  });

  it('writes equal constants once', () => {
    const one = () => constant([1, 2, 3]);
    expect(graphOf({ y: add(mul(x, one()), one()) }).constants.length).toBe(1);
    expect(graphOf({ y: add(mul(x, one()), constant([1, 2, 4])) }).constants.length).toBe(2);
    expect(graphOf({ y: add(mul(x, one()), constant([[1, 2, 3]].flat(), [1, 3])) }).constants.length).toBe(2);
    const bits = constant(Float32Array.of(0), []);
    expect(graphOf({ y: add(x, bits), z: add(x, constant(Float32Array.of(-0), [])) }).constants.length).toBe(
      2,
    );
  });

  it('writes a tensor that is several outputs, or an input or a constant at once, through Identity', async () => {
    const y = exp(x);
    const outputs = { y, again: y, input: x, ten: constant([10]) };
    expect(graphOf(outputs).operators.toSorted()).toEqual(['Exp', 'Identity', 'Identity', 'Identity']);
    const feeds = { x: Float32Array.of(0, 0, 0, 0, 0, 0) };
    const ones = Float32Array.of(1, 1, 1, 1, 1, 1);
    const expected = { y: ones, again: ones, input: feeds.x, ten: Float32Array.of(10) };
    expect(await runGraph(outputs, feeds)).toEqual(expected);
  });

  it.each(['Add_0', 'Mul_0', 'Mul_1', 'constant_0', 'constant_1'])(
    'keeps its own names away from an input and an output named %s',
    async (name) => {
      const feeds = Float32Array.of(1, 2);
      const t = input(name, [2]);
      const y = await runGraph({ y: add(mul(t, 3), 4) }, { [name]: feeds });
      expect(y.y).toEqual(Float32Array.of(7, 10));
      const named = await runGraph(
        { z: sub(add(mul(x, 3), 4), 1), [name]: mul(x, 5) },
        { x: new Float32Array(6) },
      );
      expect(named).toEqual({ z: new Float32Array(6).fill(3), [name]: new Float32Array(6) });
    },
  );

  it('keeps metadata', () => {
    const model = fromBinary(
      ModelProtoSchema,
      toOnnx({ y: relu(x) }, { metadata: { seed: '7' }, name: 'net' }),
    );
    expect(model.metadataProps.map(({ key, value }) => [key, value])).toEqual([['seed', '7']]);
    expect(model.graph?.name).toBe('net');
  });

  it('refuses two inputs of one name, or an input and an output', () => {
    const message = 'toOnnx: expected inputs and outputs with different names, received two named "x".';
    expect(() => toOnnx({ y: add(x, input('x', [2, 3])) })).toThrow(message);
    expect(() => toOnnx({ x: relu(x) })).toThrow(message);
  });

  it("refuses operators outside ONNX's domain where asked to", () => {
    const y = { y: toBlocks(input('x', [1, 16, 4, 4])) };
    expect(() => toOnnx(y, { standard: true })).toThrow(
      "toOnnx: expected operators of ONNX's own domain only, received com.microsoft.nchwc.ReorderInput.",
    );
    expect(graphOf(y).operators).toEqual(['ReorderInput']);
    expect(() => toOnnx(everyOperator(), { standard: true })).not.toThrow();
  });

  it('writes the same bytes for the same graph', () => {
    expect(toOnnx(everyOperator())).toEqual(toOnnx(everyOperator()));
  });

  it('writes ten thousand nodes in a row', () => {
    let y = reshape(x, [6]);
    for (let i = 0; i < 10_000; i++) y = mul(y, 1.5);
    expect(graphOf({ y }).nodes.length).toBe(10_001);
  });
});

describe('every operator', () => {
  it('runs in one model, and all its results are finite', async () => {
    const results = await runGraph(everyOperator(), everyInput);
    for (const [name, values] of Object.entries(results)) {
      expect(Array.from(values, Number).every(Number.isFinite), name).toBe(true);
    }
  });

  it('computes the same bits again, and with other numbers of threads', async () => {
    const model = toOnnx(everyOperator());
    const results = async (threads: number) => {
      const session = await nodeDevice('cpu').load(model, { threads });
      const [first, second] = [await session.run(everyInput), await session.run(everyInput)];
      await session.release();
      expect(second).toEqual(first);
      return first;
    };
    expect(await results(2)).toEqual(await results(1));
    expect(await results(4)).toEqual(await results(1));
  });
});
