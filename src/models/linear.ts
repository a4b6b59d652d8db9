/**
 * Linear regression, y = W x + b (Legendre 1805; Gauss 1809), as a network without hidden layers. With as many
 * outputs as classes they are the logits of multinomial logistic regression (Cox 1966).
 *
 *     features -> dense outputs
 *
 * features · outputs + outputs parameters: 2 for a line.
 */
import { dense, type Model, sequential } from '../layers/index.ts';

/** The sizes of {@link linear}. */
export interface LinearOptions {
  /** How many numbers go in; 1 by default. */
  readonly features?: number;
  /** How many numbers come out; 1 by default. */
  readonly outputs?: number;
}

/**
 * Linear regression.
 *
 * @example const line = linear();
 */
export function linear({ features = 1, outputs = 1 }: LinearOptions = {}): Model {
  return sequential([dense({ units: outputs })], { inputShape: [features], name: 'linear' });
}
