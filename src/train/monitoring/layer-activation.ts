import { concat, norm, reduceMax, reduceMean, reshape, type Tensor } from '../../graph/index.ts';
import type { Layer, NamedLayer } from '../../layers/index.ts';
import { product, range, sum } from '../../util/arrays.ts';

/** What a call of a layer gave. */
export interface LayerActivation {
  readonly layer: NamedLayer;
  readonly tensor: Tensor;
}

/** How activations are distributed. */
export interface ActivationStatistics {
  readonly mean: number;
  readonly deviation: number;
  /** The share of units that are 0 for every item; only of rectifiers. */
  readonly dead?: number;
}

/** Layers without weights that make something new of their input, and do not only move or drop it. */
const ACTIVATIONS = new Set(['Activation', 'ReLU', 'LeakyReLU', 'ELU', 'Softmax']);

/** Whether a layer's activations tell anything that those of the layer before it do not. */
export function isMeasured({ layer, inputShapes }: NamedLayer, { dtype, rank }: Tensor): boolean {
  return (
    dtype === 'float32' && rank > 0 && (ACTIVATIONS.has(layer.type) || layer.weights(inputShapes).length > 0)
  );
}

/** The numbers from which {@link statisticsOf} reckons: of each row mean and length, of each unit its largest value. */
export function summarized({ layer: { layer }, tensor }: LayerActivation): Tensor {
  const others = range(1, tensor.rank);
  const rows = [reduceMean(tensor, others), norm(tensor, others)];
  const largest = isRectifier(layer) ? [largestOfUnits(layer, tensor)] : [];
  return concat(
    [...rows, ...largest].map((one) => reshape(one, [-1])),
    0,
  );
}

/**
 * Statistics over all calls of a layer from what {@link summarized} gave of each, over the first rows of the batch,
 * which are those that count: `share` of all.
 */
export function statisticsOf(
  calls: readonly { readonly activation: LayerActivation; readonly numbers: Float32Array }[],
  share: number,
): ActivationStatistics {
  const parts = calls.map(({ activation: { tensor }, numbers }) => {
    const [rows = 1, ...shape] = tensor.shape;
    const counted = Math.round(rows * share);
    const means = numbers.subarray(0, counted);
    const squares = numbers.subarray(rows, rows + counted).map((length) => length * length);
    const size = product(shape);
    return {
      total: sum(means) * size,
      squares: sum(squares),
      count: counted * size,
      units: numbers.subarray(2 * rows),
    };
  });
  const count = sum(parts.map((part) => part.count));
  const mean = sum(parts.map(({ total }) => total)) / count;
  const variance = sum(parts.map(({ squares }) => squares)) / count - mean * mean;
  const units = sum(parts.map((part) => part.units.length));
  const dead = sum(parts.map((part) => part.units.filter((largest) => largest === 0).length));
  return { mean, deviation: Math.sqrt(Math.max(0, variance)), ...(units > 0 && { dead: dead / units }) };
}

/** Whether what a layer gives is 0 wherever its input is negative. */
function isRectifier({ type, config }: Layer): boolean {
  if (type === 'ReLU') return config.negativeSlope === 0;
  return config.activation === 'relu' || config.activation === 'relu6';
}

/** Units are the channels, which come first, but of dense layers last. */
function largestOfUnits({ type }: Layer, tensor: Tensor): Tensor {
  const axis = type === 'Dense' ? tensor.rank - 1 : Math.min(1, tensor.rank - 1);
  return reduceMax(
    tensor,
    range(tensor.rank).filter((one) => one !== axis),
  );
}
