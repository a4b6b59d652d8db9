import { div, mul, reduceMean, reduceSum, type Tensor } from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import type { Metric } from '../metrics/metric.ts';

/** What training makes small. */
export interface Loss extends Metric {
  /**
   * The prediction of a network that knows nothing yet, in every element: zero for logits, 1/classes for
   * probabilities. The loss it gives is what an untrained network should show.
   */
  readonly uninformed: (outputShape: readonly number[]) => number;
}

/** The mean over the items that count: Σ weight·value / Σ weight, both [batch]. */
export function meanOverItems(values: Tensor, weights: Tensor): Tensor {
  return div(reduceSum(mul(values, weights)), reduceSum(weights));
}

/** The mean over all axes but the batch: [batch, ...] to [batch]. */
export function meanOfEach(x: Tensor): Tensor {
  return x.rank === 1 ? x : reduceMean(x, range(1, x.rank));
}
