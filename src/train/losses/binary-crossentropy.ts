import { add, clip, log, mul, neg, softplus, sub, type Tensor } from '../../graph/index.ts';
import { asValues, checkShare } from './arguments.ts';
import { LEAST_PROBABILITY, predictionsOf } from './cross-entropy.ts';
import { type Loss, meanOfEach } from './loss.ts';

/** How the cross-entropy of yes-or-no questions is computed. */
export interface BinaryCrossEntropyOptions {
  /** Predictions are logits (the default); else probabilities, which a sigmoid has already made of them. */
  readonly fromLogits?: boolean;
  /** How far targets move towards 1/2: q = t (1 − ε) + ε/2; 0 by default. */
  readonly labelSmoothing?: number;
}

/**
 * −t ln p − (1 − t) ln(1 − p): predictions and targets of one shape, each element a question of its own. Targets may
 * be class indices 0 and 1. Of an untrained network it is ln 2.
 */
export function binaryCrossentropy(options: BinaryCrossEntropyOptions = {}): Loss {
  const name = 'binaryCrossentropy';
  const { fromLogits = true, labelSmoothing = 0 } = options;
  checkShare(labelSmoothing, `${name}, labelSmoothing`);
  return {
    name,
    targets: 'either',
    perItem(prediction, target) {
      const hard = asValues(target, prediction, name);
      const t = labelSmoothing === 0 ? hard : add(mul(hard, 1 - labelSmoothing), labelSmoothing / 2);
      return meanOfEach(binaryEntropy(prediction, t, fromLogits));
    },
    predictions: predictionsOf(fromLogits),
  };
}

/** −t ln p − (1 − t) ln(1 − p) of each element; from logits z it is softplus(z) − t z. */
export function binaryEntropy(prediction: Tensor, t: Tensor, fromLogits: boolean): Tensor {
  if (fromLogits) return sub(softplus(prediction), mul(t, prediction));
  const p = clip(prediction, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY);
  return neg(add(mul(t, log(p)), mul(sub(1, t), log(sub(1, p)))));
}
