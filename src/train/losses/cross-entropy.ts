import { add, clip, log, logSoftmax, mul, neg, reduceSum, type Tensor } from '../../graph/index.ts';
import { checkPerClass, checkShare } from './arguments.ts';
import { CLASS_AXIS, classCount, perClass } from './class-targets.ts';
import { type Loss, meanOfEach } from './loss.ts';

/** Probabilities are kept this far from 0 and 1, as in Keras. */
export const LEAST_PROBABILITY = 1e-7;

/** How the cross-entropies of several classes are computed. */
export interface CrossEntropyOptions {
  /** Predictions are logits (the default); else probabilities, which a softmax has already made of them. */
  readonly fromLogits?: boolean;
  /** The share of each target that is spread evenly over all classes (Szegedy 2016); 0 by default. */
  readonly labelSmoothing?: number;
  /** How much each class counts; the mean over items is not divided by these, as in Keras. 1 by default. */
  readonly classWeights?: readonly number[];
}

/** −Σ_c w_c q_c ln p_c of each item, with smoothed targets q: the mean over all axes after the classes. */
export function crossEntropyPerItem(
  prediction: Tensor,
  target: Tensor,
  options: CrossEntropyOptions,
  where: string,
): Tensor {
  const classes = classCount(prediction, where);
  const { fromLogits = true, labelSmoothing = 0, classWeights } = options;
  checkShare(labelSmoothing, `${where}, labelSmoothing`);
  if (classWeights) checkPerClass(classWeights, classes, `${where}, classWeights`);
  const smoothed = labelSmoothing === 0 ? target : smooth(target, classes, labelSmoothing);
  const weighted = classWeights ? mul(smoothed, perClass(classWeights, prediction)) : smoothed;
  const entropy = neg(reduceSum(mul(weighted, logProbabilities(prediction, fromLogits)), [CLASS_AXIS]));
  return meanOfEach(entropy);
}

/** (1 − ε) q + ε / classes. */
function smooth(target: Tensor, classes: number, share: number): Tensor {
  return add(mul(target, 1 - share), share / classes);
}

/** ln p along the class axis, from logits or from probabilities. */
export function logProbabilities(prediction: Tensor, fromLogits: boolean): Tensor {
  if (fromLogits) return logSoftmax(prediction, CLASS_AXIS);
  return log(clip(prediction, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY));
}

/** What a loss of classes takes predictions for. */
export function predictionsOf(fromLogits = true): Loss['predictions'] {
  return fromLogits ? 'logits' : 'probabilities';
}
