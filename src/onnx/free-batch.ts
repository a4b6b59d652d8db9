import { equals, fromBinary, toBinary } from '@bufbuild/protobuf';
import { check, present } from '../util/errors.ts';
import type { GraphProto, ModelProto, TensorProto, ValueInfoProto } from './onnx_pb.ts';
import { ModelProtoSchema, NodeProtoSchema, TensorProtoSchema } from './onnx_pb.ts';

/** Two batch sizes at which a model is written, unlike any other size in it. */
const PROBES = [1009, 1013] as const;

/** What the free axis is called in the model. */
const BATCH = 'batch';

/** Two models that should be one. */
type Pair<T> = readonly [T, T];

/**
 * A model whose batch size is open, from a function that writes it for any given one. It is written for two sizes;
 * what differs between them must be the batch axis of inputs and outputs, and one size in the target of a Reshape,
 * which ONNX then infers. So whatever depends on the batch in another way is noticed, never guessed.
 *
 * @throws InputError when the model depends on the batch size in another way.
 */
export function withFreeBatch(write: (batch: number) => Uint8Array): Uint8Array {
  const [first, second] = [read(write(PROBES[0])), read(write(PROBES[1]))];
  const graphs: Pair<GraphProto> = [graphOf(first), graphOf(second)];
  checkNodes(graphs);
  const reshapes = reshapeTargets(graphs[0]);
  const graph: GraphProto = {
    ...graphs[0],
    initializer: pairs(graphs, (g) => g.initializer).map((pair) => freeTarget(pair, reshapes)),
    input: pairs(graphs, (g) => g.input).map(freeAxis),
    output: pairs(graphs, (g) => g.output).map(freeAxis),
  };
  return toBinary(ModelProtoSchema, { ...first, graph });
}

function read(bytes: Uint8Array): ModelProto {
  return fromBinary(ModelProtoSchema, bytes);
}

function graphOf({ graph }: ModelProto): GraphProto {
  return present(graph, 'the graph of a model');
}

function pairs<T>([a, b]: Pair<GraphProto>, members: (graph: GraphProto) => readonly T[]): Pair<T>[] {
  const others = members(b);
  check(members(a).length === others.length, () => dependence('the number of its parts'));
  return members(a).map((one, i) => [one, present(others[i], 'the other of a pair')]);
}

function checkNodes(graphs: Pair<GraphProto>): void {
  for (const [a, b] of pairs(graphs, (graph) => graph.node)) {
    check(equals(NodeProtoSchema, a, b), () => dependence(`${a.opType} "${a.name}"`));
  }
}

/** The names of constants that are nothing but targets of Reshape. */
function reshapeTargets({ node }: GraphProto): ReadonlySet<string> {
  const targets = new Set(node.flatMap(({ opType, input }) => (opType === 'Reshape' ? input.slice(1) : [])));
  for (const { opType, input } of node) {
    for (const name of opType === 'Reshape' ? input.slice(0, 1) : input) targets.delete(name);
  }
  return targets;
}

function freeTarget([a, b]: Pair<TensorProto>, reshapes: ReadonlySet<string>): TensorProto {
  if (equals(TensorProtoSchema, a, b)) return a;
  check(reshapes.has(a.name) && a.name === b.name && a.rawData.length === b.rawData.length, () =>
    dependence(`constant "${a.name}"`),
  );
  const [sizes, others] = [integersOf(a), integersOf(b)];
  const differing = [...sizes.keys()].filter((i) => sizes[i] !== others[i]);
  check(differing.length === 1, () => dependence(`constant "${a.name}"`));
  sizes[differing[0] ?? 0] = -1n;
  return { ...a, rawData: new Uint8Array(sizes.buffer) };
}

function integersOf({ rawData }: TensorProto): BigInt64Array {
  return new BigInt64Array(Uint8Array.from(rawData).buffer);
}

function freeAxis([a, b]: Pair<ValueInfoProto>): ValueInfoProto {
  const [dims, others] = [dimsOf(a), dimsOf(b)];
  check(a.name === b.name && dims.length === others.length, () => dependence(`the shape of "${a.name}"`));
  for (const [axis, dim] of dims.entries()) {
    if (dim.value.value === others[axis]?.value.value) continue;
    check(dim.value.value === BigInt(PROBES[0]), () => dependence(`the shape of "${a.name}"`));
    dim.value = { case: 'dimParam', value: BATCH };
  }
  return a;
}

function dimsOf({ type }: ValueInfoProto) {
  return type?.value.value?.shape?.dim ?? [];
}

function dependence(what: string) {
  return {
    where: 'a model with a free batch size',
    expected: 'one that depends on the batch size only in the shapes of its inputs, outputs and reshapings',
    received: `one in which ${what} depends on it`,
    remedy: 'Write it for a fixed batch size.',
  };
}
