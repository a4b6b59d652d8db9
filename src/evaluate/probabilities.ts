import { check } from '../util/errors.ts';
import { checkFinite, checkLabels } from './arguments.ts';

/** How far a row of probabilities in float32 may sum from 1. */
const ROW_TOLERANCE = 1e-3;

/** The number of classes in row-major `probabilities` [item, class], whose rows are checked. */
export function checkProbabilities(
  where: string,
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): number {
  const classes = probabilities.length / labels.length;
  check(labels.length > 0 && Number.isInteger(classes) && classes >= 2, () => ({
    where,
    expected: 'one row of at least 2 class probabilities for each label',
    received: `${probabilities.length} numbers for ${labels.length} labels`,
  }));
  checkLabels(where, labels, classes);
  checkFinite(where, probabilities);
  for (let i = 0; i < labels.length; i++) checkRow(where, probabilities, i, classes);
  return classes;
}

function checkRow(where: string, probabilities: ArrayLike<number>, row: number, classes: number): void {
  let [total, least] = [0, 0];
  for (let k = 0; k < classes; k++) {
    const p = probabilities[row * classes + k] ?? 0;
    total += p;
    least = Math.min(least, p);
  }
  check(Math.abs(total - 1) <= ROW_TOLERANCE && least >= 0, () => ({
    where,
    expected: 'probabilities ≥ 0 that sum to 1 in each row',
    received: `a sum of ${total} in row ${row}, smallest value ${least}`,
    remedy: 'If these are logits, apply softmax first.',
  }));
}

/** The most probable class of each row of row-major `scores` [item, class]; the first one of equals. */
export function predictedClasses(scores: ArrayLike<number>, classes: number): Uint32Array {
  return Uint32Array.from({ length: scores.length / classes }, (_, i) => {
    let best = 0;
    for (let k = 1; k < classes; k++) {
      if ((scores[i * classes + k] ?? 0) > (scores[i * classes + best] ?? 0)) best = k;
    }
    return best;
  });
}

/**
 * The mean negative log likelihood -1/n Σ ln p(label), in nats, of row-major `probabilities` [item, class].
 * Probabilities are clipped at 2⁻⁵² so that one certain error does not make it infinite.
 */
export function logLoss(labels: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  const classes = checkProbabilities('logLoss', labels, probabilities);
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    total -= Math.log(Math.max(probabilities[i * classes + (labels[i] ?? 0)] ?? 0, Number.EPSILON));
  }
  return total / labels.length;
}

/**
 * Brier's score 1/n Σᵢ Σₖ (pᵢₖ - [labelᵢ = k])², from 0 (certain and right) to 2 (certain and wrong). For two
 * classes it is twice the one-sided score that scikit-learn prints.
 *
 * Source: Brier, Mon. Weather Rev. 78:1 (1950), eq. 2.
 */
export function brierScore(labels: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  const classes = checkProbabilities('brierScore', labels, probabilities);
  let total = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const truth = labels[Math.floor(i / classes)] === i % classes ? 1 : 0;
    total += ((probabilities[i] ?? 0) - truth) ** 2;
  }
  return total / labels.length;
}
