import { checkFinite, checkPaired } from './arguments.ts';
import { mean } from './interval.ts';

/** 1/n Σ (prediction - target)², in the target's unit squared. */
export function meanSquaredError(targets: ArrayLike<number>, predictions: ArrayLike<number>): number {
  return meanOver('meanSquaredError', targets, predictions, (difference) => difference * difference);
}

/** 1/n Σ |prediction - target|, in the target's unit. */
export function meanAbsoluteError(targets: ArrayLike<number>, predictions: ArrayLike<number>): number {
  return meanOver('meanAbsoluteError', targets, predictions, Math.abs);
}

/**
 * The coefficient of determination 1 - Σ (prediction - target)² / Σ (target - mean target)²: 1 is perfect, 0 is
 * as good as always predicting the mean, below 0 is worse. Constant targets give 1 if met exactly, else 0, as
 * in scikit-learn.
 */
export function rSquared(targets: ArrayLike<number>, predictions: ArrayLike<number>): number {
  const residual = meanSquaredError(targets, predictions);
  const center = mean(targets);
  const spread = meanOver('rSquared', targets, targets, (_, target) => (target - center) ** 2);
  if (spread === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / spread;
}

function meanOver(
  where: string,
  targets: ArrayLike<number>,
  predictions: ArrayLike<number>,
  term: (difference: number, target: number) => number,
): number {
  checkPaired(where, targets, predictions);
  checkFinite(where, targets);
  checkFinite(where, predictions);
  let total = 0;
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i] ?? 0;
    total += term((predictions[i] ?? 0) - target, target);
  }
  return total / targets.length;
}
