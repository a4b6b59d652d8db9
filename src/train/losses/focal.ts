import { add, mul, neg, pow, reduceSum, sigmoid, softmax, sub, type Tensor } from '../../graph/index.ts';
import { check } from '../../util/errors.ts';
import { asValues } from './arguments.ts';
import { binaryEntropy } from './binary-crossentropy.ts';
import { CLASS_AXIS, classShares } from './class-targets.ts';
import { logProbabilities, predictionsOf } from './cross-entropy.ts';
import { type Loss, meanOfEach } from './loss.ts';

/** How focal losses weigh what is easy against what is hard. */
export interface FocalOptions {
  /** Predictions are logits (the default); else probabilities. */
  readonly fromLogits?: boolean;
  /** How strongly easy elements are played down: 0 not at all, 2 by default. At least 1 otherwise. */
  readonly gamma?: number;
  /** The weight of the positive class, or of every class where there are several. */
  readonly alpha?: number;
}

/**
 * (1 − p_t)^γ · (−ln p_t), p_t being the probability of what is true (Lin 2017, eq. 4); with `alpha`, positives count
 * α and negatives 1 − α (eq. 5). Predictions and targets of one shape; targets may be class indices 0 and 1.
 */
export function binaryFocalCrossentropy(options: FocalOptions = {}): Loss {
  const name = 'binaryFocalCrossentropy';
  const { fromLogits = true, gamma = 2, alpha } = options;
  checkGamma(gamma, name);
  return {
    name,
    targets: 'either',
    perItem(prediction, target) {
      const t = asValues(target, prediction, name);
      const p = fromLogits ? sigmoid(prediction) : prediction;
      // 1 − p_t = t + p − 2 t p
      const missing = sub(add(t, p), mul(mul(t, p), 2));
      const focused = mul(pow(missing, gamma), binaryEntropy(prediction, t, fromLogits));
      return meanOfEach(alpha === undefined ? focused : mul(focused, balance(t, alpha)));
    },
    predictions: predictionsOf(fromLogits),
  };
}

/**
 * −α Σ_c t_c (1 − p_c)^γ ln p_c (Lin 2017): predictions [batch, classes, ...], targets class indices [batch, ...] or
 * shares of each class. α is 0.25 by default, as in Keras.
 */
export function categoricalFocalCrossentropy(options: FocalOptions = {}): Loss {
  const name = 'categoricalFocalCrossentropy';
  const { fromLogits = true, gamma = 2, alpha = 0.25 } = options;
  checkGamma(gamma, name);
  return {
    name,
    targets: 'either',
    perItem(prediction, target) {
      const t = classShares(target, prediction, name);
      const p = fromLogits ? softmax(prediction, CLASS_AXIS) : prediction;
      const entropy = mul(t, logProbabilities(prediction, fromLogits));
      const focused = reduceSum(mul(pow(sub(1, p), gamma), entropy), [CLASS_AXIS]);
      return mul(neg(meanOfEach(focused)), alpha);
    },
    predictions: predictionsOf(fromLogits),
  };
}

/** α where t is 1, 1 − α where it is 0. */
function balance(t: Tensor, alpha: number): Tensor {
  return add(mul(t, 2 * alpha - 1), 1 - alpha);
}

/** Below 1 the gradient is infinite where the prediction is right. */
function checkGamma(gamma: number, name: string): void {
  check(gamma === 0 || (gamma >= 1 && Number.isFinite(gamma)), () => ({
    where: `${name}, gamma`,
    expected: '0, or a number of at least 1',
    received: `${gamma}`,
  }));
}
