import { type ItemSet, type Standardization, standardizationOfItems, standardize } from '../data/index.ts';
import { type LayerNode, Model, normalization } from '../layers/index.ts';
import { check, present } from '../util/errors.ts';
import type { PreprocessingSettings } from './settings/preprocessing.ts';

/** What is done to inputs before they enter the network: (x − mean) / deviation. */
export class Preprocessing {
  readonly #standardization: Standardization | undefined;

  private constructor(standardization: Standardization | undefined) {
    this.#standardization = standardization;
  }

  /** Takes statistics from the training part, and from nothing else. */
  static async of(given: PreprocessingSettings | undefined, train: ItemSet): Promise<Preprocessing> {
    return new Preprocessing(given && (await standardizationFor(given, train)));
  }

  /** A part of the data as the network gets it. */
  apply(part: ItemSet): ItemSet {
    return this.#standardization ? standardize(part, this.#standardization) : part;
  }

  /** What a value becomes in every channel, such as that of the background. */
  ofValue(value: number): number {
    const { mean, deviation } = this.#standardization ?? { mean: [0], deviation: [1] };
    const [first = Number.NaN, ...others] = mean.map((one, i) => (value - one) / (deviation[i] ?? 1));
    check(others.length === 0, () => ({
      where: 'augmentation',
      expected: 'preprocessing that treats all numbers alike, for there is one value beyond the edge',
      received: `${mean.length} channels with statistics of their own`,
      remedy: 'Take standardize: all.',
    }));
    return first;
  }

  /** The network with its preprocessing as a layer before it: it takes inputs as they come. */
  before(model: Model): Model {
    if (!this.#standardization) return model;
    const { mean, deviation } = this.#standardization;
    const layer = normalization({
      name: 'preprocessing',
      mean: mean.length === 1 ? present(mean[0], 'a mean') : [...mean],
      variance: mean.length === 1 ? present(deviation[0], 'a deviation') ** 2 : deviation.map((d) => d ** 2),
    });
    const copies = new Map<LayerNode, LayerNode>();
    const copyOf = (node: LayerNode) => present(copies.get(node), 'a node that comes before');
    for (const { node } of model.nodes) {
      copies.set(node, 'trace' in node.source ? node.source(node.inputs.map(copyOf)) : layer(node));
    }
    return new Model({ name: model.name, inputs: model.inputs, outputs: model.outputs.map(copyOf) });
  }
}

async function standardizationFor(given: PreprocessingSettings, train: ItemSet): Promise<Standardization> {
  const { standardize: scope, rescaling } = given;
  if (scope === undefined) {
    const { scale, offset = 0 } = present(rescaling, 'preprocessing');
    return { mean: [-offset / scale], deviation: [1 / scale] };
  }
  check(scope !== 'feature' || train.inputShape.length === 1, () => ({
    where: 'preprocessing, standardize',
    expected: 'channel or all, for inputs with several axes',
    received: 'feature',
  }));
  return standardizationOfItems(train, scope);
}
