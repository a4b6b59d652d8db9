import type { Shape, Tensor } from '../graph/index.ts';
import { formatShape } from '../graph/tensor.ts';
import { sameItems } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import { type Forward, type ForwardOptions, forward } from './forward.ts';
import type { Layer } from './layer.ts';
import { layerTitle } from './layer.ts';
import { type NamedNode, nameNodes } from './naming.ts';
import type { LayerNode } from './node.ts';
import { layerOf } from './node.ts';
import type { WeightSpec } from './weight.ts';

/** What a model is made of. */
export interface ModelOptions {
  readonly inputs: LayerNode | readonly LayerNode[];
  readonly outputs: LayerNode | readonly LayerNode[];
  /** `model` by default. */
  readonly name?: string | undefined;
}

/** A layer in a model, under its name there. */
export interface NamedLayer {
  readonly name: string;
  readonly layer: Layer;
  /** The shapes of its inputs where it is called first. */
  readonly inputShapes: readonly Shape[];
}

/**
 * A model: layers that lead from inputs to outputs. It is inert; {@link Model.forward} traces it as a graph.
 * Make one with {@link model} or {@link sequential}.
 */
export class Model {
  readonly name: string;
  readonly inputs: readonly LayerNode[];
  readonly outputs: readonly LayerNode[];
  /** All calls of its layers, each after those whose outputs it takes. */
  readonly nodes: readonly NamedNode[];
  /** Its layers, each once, in the order of their first calls. */
  readonly layers: readonly NamedLayer[];
  /** Its weights, layer by layer, under names such as `conv2d_1/kernel`. The order never changes. */
  readonly weights: readonly WeightSpec[];

  /** @throws InputError when inputs and outputs do not belong together, or layers do not fit. */
  constructor({ inputs, outputs, name = 'model' }: ModelOptions) {
    this.name = name;
    this.inputs = [inputs].flat();
    this.outputs = [outputs].flat();
    this.nodes = nameNodes(this.outputs);
    checkEnds(this);
    this.layers = namedLayers(this.nodes);
    this.weights = this.layers.flatMap(({ name: layerName, layer, inputShapes }) =>
      layer.weights(inputShapes).map((spec) => ({ ...spec, name: `${layerName}/${spec.name}` })),
    );
  }

  /** Initial values of all weights by name. Each weight has a random stream of its own, derived from `seed`. */
  initialWeights(seed: number): Map<string, Float32Array> {
    const values = ({ name, shape, initializer }: WeightSpec) =>
      initializer(shape, RandomStream.derive(seed, 'initial weights', name));
    return new Map(this.weights.map((spec) => [spec.name, values(spec)]));
  }

  /**
   * The model as a graph.
   *
   * @param inputs one tensor for each input, with a batch axis before the input's shape
   * @param weights one tensor for each of {@link Model.weights}, by name
   * @throws InputError naming the layer, when tensors do not fit.
   */
  forward(
    inputs: readonly Tensor[],
    weights: ReadonlyMap<string, Tensor>,
    options: ForwardOptions = {},
  ): Forward {
    return forward(this, inputs, weights, options);
  }
}

/**
 * A model of any form: several inputs, several outputs, layers that are called more than once.
 *
 * @example
 * const x = inputLayer({ shape: [1, 28, 28] });
 * const y = dense({ units: 10 })(flatten()(x));
 * const classifier = model({ inputs: x, outputs: y, name: 'classifier' });
 */
export function model(options: ModelOptions): Model {
  return new Model(options);
}

function checkEnds({ inputs, outputs, nodes }: Model): void {
  check(outputs.length > 0, () => ({ where: 'model', expected: 'one or more outputs', received: 'none' }));
  for (const [i, input] of inputs.entries()) {
    check(layerOf(input) === undefined && nodes.some(({ node }) => node === input), () => ({
      where: `model, input ${i}`,
      expected: 'an inputLayer from which an output follows',
      received: layerOf(input) ? `the output of ${layerOf(input)?.type}` : 'one that leads to none',
    }));
  }
  for (const { node, name } of nodes) {
    check(layerOf(node) !== undefined || inputs.includes(node), () => ({
      where: 'model',
      expected: 'all inputs that the outputs follow from',
      received: `${inputs.length} without "${name}" of shape ${formatShape(node.shape)}`,
      remedy: 'Add it to inputs.',
    }));
  }
  check(new Set(inputs).size === inputs.length, () => ({
    where: 'model',
    expected: 'every input once',
    received: 'one of them twice',
  }));
}

function namedLayers(nodes: readonly NamedNode[]): NamedLayer[] {
  const layers = new Map<Layer, NamedLayer>();
  for (const { node, name } of nodes) {
    const layer = layerOf(node);
    if (!layer) continue;
    const inputShapes = node.inputs.map(({ shape }) => shape);
    const first = layers.get(layer);
    if (first) checkSharedWeights(first, inputShapes);
    else layers.set(layer, { name, layer, inputShapes });
  }
  return [...layers.values()];
}

/** One layer called with inputs of different shapes can share its weights only where they are the same. */
function checkSharedWeights({ name, layer, inputShapes }: NamedLayer, others: readonly Shape[]): void {
  const specs = layer.weights(inputShapes);
  const alike = layer.weights(others).every(({ shape }, i) => sameItems(shape, specs[i]?.shape ?? []));
  check(alike, () => ({
    where: layerTitle(layer.type, name),
    expected: `inputs for which its weights are the same in all calls, such as ${inputShapes.map(formatShape).join(', ')}`,
    received: others.map(formatShape).join(', '),
    remedy: 'Use a layer of its own for each.',
  }));
}
