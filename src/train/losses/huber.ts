import { abs, min, mul, sub } from '../../graph/index.ts';
import { asValues, checkPositive } from './arguments.ts';
import { type Loss, meanOfEach } from './loss.ts';

/**
 * Quadratic near the target and linear far from it (Huber 1964): with e = |prediction − target|, e²/2 where e ≤ δ,
 * else δ (e − δ/2); averaged over each item's elements.
 */
export function huber(options: { readonly delta?: number } = {}): Loss {
  const name = 'huber';
  const { delta = 1 } = options;
  checkPositive(delta, `${name}, delta`);
  return {
    name,
    targets: 'values',
    perItem(prediction, target) {
      const e = abs(sub(prediction, asValues(target, prediction, name)));
      // With c = min(e, δ), both cases are c (e − c/2).
      const c = min(e, delta);
      return meanOfEach(mul(c, sub(e, mul(c, 0.5))));
    },
    predictions: 'values',
  };
}
