import {
  add,
  div,
  mul,
  reduceMean,
  reduceSum,
  sigmoid,
  slice,
  softmax,
  sub,
  type Tensor,
} from '../../graph/index.ts';
import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { asValues } from './arguments.ts';
import { CLASS_AXIS, classCount, classShares } from './class-targets.ts';
import { predictionsOf } from './cross-entropy.ts';
import type { Loss } from './loss.ts';

/** How the Dice overlap is computed. */
export interface DiceOptions {
  /** Predictions are logits (the default); else probabilities. */
  readonly fromLogits?: boolean;
  /** Added above and below the fraction bar, so that an empty class counts as met; 1 by default. */
  readonly smooth?: number;
  /** Let class 0 count as well (the default), or leave it out as background. */
  readonly background?: boolean;
}

/**
 * 1 − (2 Σ p t + s) / (Σ p + Σ t + s), averaged over each item's classes (Dice 1945; Milletari 2016): predictions
 * [batch, classes, ...], targets class indices [batch, ...] or shares of each class. With a single class, predictions
 * are of yes or no and the targets 0 and 1.
 */
export function dice(options: DiceOptions = {}): Loss {
  const name = 'dice';
  const { fromLogits = true, smooth = 1, background = true } = options;
  return {
    name,
    targets: 'either',
    perItem(prediction, target) {
      const classes = classCount(prediction, name);
      const t = classes === 1 ? asValues(target, prediction, name) : classShares(target, prediction, name);
      const p = fromLogits ? probabilities(prediction, classes) : prediction;
      const parts = background ? [p, t] : [p, t].map((x) => withoutFirstClass(x, classes));
      return sub(1, reduceMean(overlap(parts[0] ?? p, parts[1] ?? t, smooth), [CLASS_AXIS]));
    },
    predictions: predictionsOf(fromLogits),
  };
}

function probabilities(logits: Tensor, classes: number): Tensor {
  return classes === 1 ? sigmoid(logits) : softmax(logits, CLASS_AXIS);
}

/** (2 Σ p t + s) / (Σ p + Σ t + s) over all axes after the classes: [batch, class]. */
function overlap(p: Tensor, t: Tensor, smooth: number): Tensor {
  const total = (x: Tensor) => reduceSum(x, range(CLASS_AXIS + 1, x.rank));
  return div(add(mul(total(mul(p, t)), 2), smooth), add(total(add(p, t)), smooth));
}

function withoutFirstClass(x: Tensor, classes: number): Tensor {
  check(classes > 1, () => ({
    where: 'dice, background',
    expected: 'two or more classes to leave the first out',
    received: `${classes}`,
  }));
  return slice(x, [{ axis: CLASS_AXIS, start: 1, end: classes }]);
}
