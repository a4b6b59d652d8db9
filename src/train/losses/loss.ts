import { div, mul, reduceMean, reduceSum, type Shape, type Tensor } from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import type { Metric } from '../metrics/metric.ts';

/** What training makes small. */
export interface Loss extends Metric {
  /**
   * What predictions are taken for: logits of classes, their probabilities, or the targets' own values. Before it has
   * learned anything a network should say zero, equal probabilities, zero.
   */
  readonly predictions: 'logits' | 'probabilities' | 'values';
}

/** The mean over the items that count: Σ weight·value / Σ weight, both [batch]. */
export function meanOverItems(values: Tensor, weights: Tensor): Tensor {
  return div(reduceSum(mul(values, weights)), reduceSum(weights));
}

/** The mean over all axes but the batch: [batch, ...] to [batch]. */
export function meanOfEach(x: Tensor): Tensor {
  return x.rank === 1 ? x : reduceMean(x, range(1, x.rank));
}

/** What a network that knows nothing should predict of each item, in all elements of `outputShape`. */
export function neutralPrediction({ predictions }: Loss, outputShape: Shape): number {
  const [outputs = 1] = outputShape;
  // A single probability is that of yes against no.
  return predictions === 'probabilities' ? 1 / Math.max(outputs, 2) : 0;
}
