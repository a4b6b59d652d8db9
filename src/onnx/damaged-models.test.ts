import { fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../test/damaged-bytes.ts';
import { present } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import type { NodeProto } from './onnx_pb.ts';
import { ModelProtoSchema } from './onnx_pb.ts';
import { readers } from './operators/index.ts';
import models from './read.json' with { type: 'json' };
import { fromOnnx } from './read.ts';
import { toOnnx } from './write.ts';

const files = models.map(({ model }) => new Uint8Array(Buffer.from(model, 'base64')));

const odd = [0n, 1n, -1n, 2n, 3n, 7n, -5n, 100n, 2n ** 31n, 2n ** 62n, -(2n ** 63n)];

/** A good model with some of its nodes and sizes replaced by others that make little sense. */
function changedModel(seed: number): Uint8Array {
  const stream = RandomStream.derive(seed, 'changed model');
  const pick = <T>(items: readonly T[]) => present(items[stream.integer(items.length)], 'an item');
  const maybe = <T>(value: T, other: () => T) => (stream.uniform() < 0.5 ? other() : value);
  const model = fromBinary(ModelProtoSchema, pick(files));
  const graph = present(model.graph, 'a graph');
  const names = graph.node.flatMap((node) => node.output);
  const changes: readonly ((node: NodeProto) => void)[] = [
    (node) => {
      node.opType = pick(Object.keys(readers));
    },
    (node) => {
      node.input = node.input.map((name) => maybe(name, () => pick(names)));
    },
    (node) => void node.input.pop(),
    (node) => void node.attribute.pop(),
    (node) => {
      for (const attribute of node.attribute) {
        attribute.i = pick(odd);
        attribute.f = pick([0, Number.NaN, Number.POSITIVE_INFINITY, -1]);
        attribute.ints = attribute.ints.map((value) => maybe(value, () => pick(odd)));
        const tensor = attribute.t;
        if (tensor?.dataType !== 7) continue;
        tensor.rawData = new Uint8Array(
          new BigInt64Array(tensor.rawData.length / 8).map(() => pick(odd)).buffer,
        );
      }
    },
    () => {
      const tensor = pick(graph.initializer);
      tensor.dims = tensor.dims.map((size) => maybe(size, () => pick(odd)));
    },
  ];
  for (let i = 0; i <= stream.integer(2); i++) pick(changes)(pick(graph.node));
  return toBinary(ModelProtoSchema, model);
}

describe('a damaged model is read or refused', () => {
  it.each(models)('whatever happened to its bytes: $name', ({ model: base64 }) => {
    const bytes = damaged(new Uint8Array(Buffer.from(base64, 'base64')));
    fc.assert(
      fc.property(bytes, (model) => readsOrRefuses(() => fromOnnx(model)) !== null),
      { numRuns: 100 },
    );
  });

  it('whatever happened to its nodes', () => {
    const outcomes = Array.from({ length: 200 }, (_, seed) =>
      readsOrRefuses(() => toOnnx(fromOnnx(changedModel(seed), { batch: 2 }).outputs)),
    );
    const refused = outcomes.filter((outcome) => outcome === 'refused').length;
    expect(refused).toBeGreaterThan(60);
    expect(refused).toBeLessThan(180);
  });
});
