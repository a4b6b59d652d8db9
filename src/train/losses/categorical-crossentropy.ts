import { asValues } from './arguments.ts';
import { type CrossEntropyOptions, crossEntropyPerItem, predictionsOf } from './cross-entropy.ts';
import type { Loss } from './loss.ts';

/**
 * −Σ q ln p over the classes: predictions and targets [batch, classes, ...], the targets as probabilities (one-hot
 * or soft).
 */
export function categoricalCrossentropy(options: CrossEntropyOptions = {}): Loss {
  const name = 'categoricalCrossentropy';
  return {
    name,
    targets: 'values',
    perItem: (prediction, target) =>
      crossEntropyPerItem(prediction, asValues(target, prediction, name), options, name),
    predictions: predictionsOf(options.fromLogits),
  };
}
