import { argMax, cast, equal, greater, less, mul, reduceSum, type Tensor } from '../../graph/index.ts';
import { check } from '../../util/errors.ts';
import { asValues } from '../losses/arguments.ts';
import { CLASS_AXIS, classCount, classShares, oneHot } from '../losses/class-targets.ts';
import { meanOfEach } from '../losses/loss.ts';
import type { Metric } from './metric.ts';

/**
 * The share of answers whose largest class is the true one: predictions [batch, classes, ...], as logits or as
 * probabilities; targets class indices [batch, ...] or shares of each class.
 */
export function accuracy(): Metric {
  const name = 'accuracy';
  return {
    name,
    targets: 'either',
    perItem(prediction, target) {
      checkSeveral(prediction, name);
      const shares = target.dtype === 'int32' ? undefined : classShares(target, prediction, name);
      const truth = shares ? argMax(shares, CLASS_AXIS) : cast(target, 'int64');
      return shareOf(equal(argMax(prediction, CLASS_AXIS), truth));
    },
  };
}

/**
 * The share of answers whose true class is among the `k` largest: predictions [batch, classes, ...], targets class
 * indices [batch, ...]. Of equal classes the true one ranks first.
 */
export function topKAccuracy(k = 5): Metric {
  const name = `top${k}Accuracy`;
  return {
    name,
    targets: 'classes',
    perItem(prediction, target) {
      const ofTruth = reduceSum(mul(prediction, oneHot(target, prediction, name)), [CLASS_AXIS], true);
      const above = reduceSum(cast(greater(prediction, ofTruth), 'float32'), [CLASS_AXIS]);
      return shareOf(less(above, k));
    },
  };
}

/**
 * The share of yes-or-no answers on the right side of the threshold: predictions and targets of one shape, targets 0
 * or 1. The threshold is 0 for logits (the default) and 1/2 for probabilities.
 */
export function binaryAccuracy(options: { readonly fromLogits?: boolean } = {}): Metric {
  const name = 'binaryAccuracy';
  const threshold = (options.fromLogits ?? true) ? 0 : 1 / 2;
  return {
    name,
    targets: 'either',
    perItem(prediction, target) {
      const truth = greater(asValues(target, prediction, name), 1 / 2);
      return shareOf(equal(greater(prediction, threshold), truth));
    },
  };
}

function shareOf(right: Tensor): Tensor {
  return meanOfEach(cast(right, 'float32'));
}

function checkSeveral(prediction: Tensor, where: string): void {
  const classes = classCount(prediction, where);
  check(classes > 1, () => ({
    where,
    expected: 'two or more classes',
    received: `a prediction ${prediction}`,
    remedy: 'For yes or no, use binaryAccuracy.',
  }));
}
