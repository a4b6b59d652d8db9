import { type Dataset, type Standardization, standardizationOf } from '../data/index.ts';
import { type Layer, type LayerNode, Model, normalization, rescaling } from '../layers/index.ts';
import { check, present } from '../util/errors.ts';
import type { PreprocessingSettings } from './settings/preprocessing.ts';

/**
 * A model with its preprocessing before it, as layers: what was done to inputs in training is done wherever the model
 * goes. Statistics come from the training part alone.
 *
 * @throws InputError when the settings do not suit the inputs.
 */
export function preprocessed(model: Model, given: PreprocessingSettings, train: Dataset): Model {
  const layers = preprocessingLayers(given, train);
  if (layers.length === 0) return model;
  const copies = new Map<LayerNode, LayerNode>();
  const copyOf = (node: LayerNode) => present(copies.get(node), 'a node that comes before');
  for (const { node } of model.nodes) {
    const { source } = node;
    const input = () => layers.reduce((x, layer) => layer(x), node);
    copies.set(node, 'trace' in source ? source(node.inputs.map(copyOf)) : input());
  }
  const { name, inputs, outputs } = model;
  return new Model({ name, inputs, outputs: outputs.map(copyOf) });
}

function preprocessingLayers(
  { rescaling: affine, standardize }: PreprocessingSettings,
  train: Dataset,
): Layer[] {
  const layers: Layer[] = affine ? [rescaling({ ...affine, name: 'preprocessing_rescaling' })] : [];
  if (!standardize) return layers;
  check(standardize !== 'feature' || train.inputShape.length === 1, () => ({
    where: 'preprocessing, standardize',
    expected: 'channel or all, for inputs with several axes',
    received: 'feature',
  }));
  const { mean, deviation } = rescaled(standardizationOf(train, standardize), affine);
  const one = standardize === 'all';
  const statistics = {
    mean: one ? present(mean[0], 'a mean') : [...mean],
    variance: one ? present(deviation[0], 'a deviation') ** 2 : deviation.map((value) => value ** 2),
  };
  return [...layers, normalization({ ...statistics, name: 'preprocessing_standardize' })];
}

/** The statistics of x · scale + offset. */
function rescaled(
  { mean, deviation }: Standardization,
  affine: PreprocessingSettings['rescaling'],
): Standardization {
  const { scale, offset = 0 } = affine ?? { scale: 1 };
  return {
    mean: mean.map((value) => value * scale + offset),
    deviation: deviation.map((value) => value * Math.abs(scale)),
  };
}
