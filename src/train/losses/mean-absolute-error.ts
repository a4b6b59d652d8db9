import { abs, sub } from '../../graph/index.ts';
import { asValues } from './arguments.ts';
import { type Loss, meanOfEach } from './loss.ts';

/** |prediction − target|, averaged over each item's elements; in the target's unit. */
export function meanAbsoluteError(): Loss {
  const name = 'meanAbsoluteError';
  return {
    name,
    targets: 'values',
    perItem: (prediction, target) => meanOfEach(abs(sub(prediction, asValues(target, prediction, name)))),
    predictions: 'values',
  };
}
