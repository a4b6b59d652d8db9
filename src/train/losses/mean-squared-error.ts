import { square, sub } from '../../graph/index.ts';
import { asValues } from './arguments.ts';
import { type Loss, meanOfEach } from './loss.ts';

/** (prediction − target)², averaged over each item's elements; in the target's unit squared. */
export function meanSquaredError(): Loss {
  const name = 'meanSquaredError';
  return {
    name,
    targets: 'values',
    perItem: (prediction, target) => meanOfEach(square(sub(prediction, asValues(target, prediction, name)))),
    predictions: 'values',
  };
}
