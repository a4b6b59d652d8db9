import { oneHot } from './class-targets.ts';
import { type CrossEntropyOptions, crossEntropyPerItem, predictionsOf } from './cross-entropy.ts';
import type { Loss } from './loss.ts';

/**
 * −ln p of the true class: predictions [batch, classes, ...], targets class indices [batch, ...]. Of an untrained
 * network it is ln(classes).
 *
 * @example sparseCategoricalCrossentropy({ labelSmoothing: 0.1 })
 */
export function sparseCategoricalCrossentropy(options: CrossEntropyOptions = {}): Loss {
  const name = 'sparseCategoricalCrossentropy';
  return {
    name,
    targets: 'classes',
    perItem: (prediction, target) =>
      crossEntropyPerItem(prediction, oneHot(target, prediction, name), options, name),
    predictions: predictionsOf(options.fromLogits),
  };
}
