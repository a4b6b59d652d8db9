import type { Tensor } from '../graph/index.ts';
import { sumAll } from '../graph/index.ts';
import { formatShape } from '../graph/tensor.ts';
import { sameItems } from '../util/arrays.ts';
import { check, present } from '../util/errors.ts';
import type { Layer } from './layer.ts';
import { layerTitle, within } from './layer.ts';
import type { Model } from './model.ts';
import type { NamedNode } from './naming.ts';
import type { LayerNode } from './node.ts';
import { layerOf } from './node.ts';

/** How a model is traced. */
export interface ForwardOptions {
  /** Whether the graph is one that trains; false by default. */
  readonly training?: boolean;
  /** Put before the names of random streams, where one graph holds the model several times. */
  readonly stream?: string;
}

/** A model as a graph. */
export interface Forward {
  /** One tensor for each output, with the batch axis. */
  readonly outputs: readonly Tensor[];
  /** What each call of a layer gave, in the order of computation. */
  readonly activations: readonly { readonly layer: string; readonly tensor: Tensor }[];
  /** The next values of weights that no optimizer trains, by name. Empty unless training. */
  readonly updates: ReadonlyMap<string, Tensor>;
  /** The sum of the regularizers of all trainable weights, to be added to the loss; absent where there are none. */
  readonly penalty?: Tensor;
}

/** {@link Model.forward}. */
export function forward(
  model: Model,
  inputs: readonly Tensor[],
  weights: ReadonlyMap<string, Tensor>,
  options: ForwardOptions,
): Forward {
  checkInputs(model, inputs);
  checkWeights(model, weights);
  const trace = new Trace(weights, options);
  model.inputs.forEach((node, i) => void trace.values.set(node, present(inputs[i], `input ${i}`)));
  for (const named of model.nodes) trace.call(named);
  const penalty = penaltyOf(model, weights);
  return {
    outputs: model.outputs.map((node) => trace.valueOf(node)),
    activations: trace.activations,
    updates: trace.updates,
    ...(penalty && { penalty }),
  };
}

/** One walk through a model's nodes: what they have given so far. */
class Trace {
  readonly values = new Map<LayerNode, Tensor>();
  readonly activations: { layer: string; tensor: Tensor }[] = [];
  readonly updates = new Map<string, Tensor>();
  readonly #weights: ReadonlyMap<string, Tensor>;
  readonly #options: ForwardOptions;

  constructor(weights: ReadonlyMap<string, Tensor>, options: ForwardOptions) {
    this.#weights = weights;
    this.#options = options;
  }

  valueOf(node: LayerNode): Tensor {
    return present(this.values.get(node), 'the value of a node');
  }

  call(named: NamedNode): void {
    const layer = layerOf(named.node);
    if (!layer) return;
    const tensor = within(layerTitle(layer.type, named.name), () => this.#trace(layer, named));
    this.values.set(named.node, tensor);
    this.activations.push({ layer: named.name, tensor });
  }

  #trace(layer: Layer, { node, name, call }: NamedNode): Tensor {
    const { training = false, stream = '' } = this.#options;
    return layer.trace(
      node.inputs.map((input) => this.valueOf(input)),
      this.#weightsOf(layer, name, node),
      {
        training,
        trainable: layer.trainable,
        stream: `${stream}${name}${call === 0 ? '' : `:${call}`}`,
        update: (weight, value) => void this.updates.set(`${name}/${weight}`, value),
      },
    );
  }

  /** A layer that is called again sees the averages that its last call left. */
  #weightsOf(layer: Layer, name: string, { inputs }: LayerNode): Record<string, Tensor> {
    const specs = layer.weights(inputs.map(({ shape }) => shape));
    const current = (key: string) => present(this.updates.get(key) ?? this.#weights.get(key), key);
    return Object.fromEntries(specs.map((spec) => [spec.name, current(`${name}/${spec.name}`)]));
  }
}

function penaltyOf(model: Model, weights: ReadonlyMap<string, Tensor>): Tensor | undefined {
  const terms = model.weights.flatMap(({ name, trainable, regularizer }) =>
    trainable && regularizer ? [regularizer(present(weights.get(name), name))] : [],
  );
  return terms.length > 0 ? sumAll(terms) : undefined;
}

function checkInputs(model: Model, inputs: readonly Tensor[]): void {
  check(inputs.length === model.inputs.length, () => ({
    where: `model "${model.name}"`,
    expected: `${model.inputs.length} input(s)`,
    received: `${inputs.length}`,
  }));
  for (const [i, { shape, source }] of model.inputs.entries()) {
    const tensor = present(inputs[i], `input ${i}`);
    const full = [inputs[0]?.shape[0] ?? 1, ...shape];
    const dtype = 'dtype' in source ? source.dtype : 'float32';
    check(sameItems(tensor.shape, full) && tensor.dtype === dtype, () => ({
      where: `model "${model.name}", input ${i}`,
      expected: `${dtype} of shape ${formatShape(full)}, the batch first`,
      received: `${tensor.dtype} of shape ${formatShape(tensor.shape)}`,
    }));
  }
}

function checkWeights(model: Model, weights: ReadonlyMap<string, Tensor>): void {
  for (const { name, shape } of model.weights) {
    const tensor = weights.get(name);
    check(tensor !== undefined && sameItems(tensor.shape, shape), () => ({
      where: `model "${model.name}", weight "${name}"`,
      expected: `shape ${formatShape(shape)}`,
      received: tensor ? formatShape(tensor.shape) : 'nothing',
    }));
  }
}
