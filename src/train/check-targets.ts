import type { Tensor } from '../graph/index.ts';
import { check } from '../util/errors.ts';
import { CLASS_AXIS } from './losses/class-targets.ts';
import type { BatchType, Objective } from './objective.ts';

/**
 * Makes sure that loss and metrics can be computed of a dataset's targets.
 *
 * @throws InputError for classes where numbers are needed or the other way round, and for more classes than outputs.
 */
export function checkTargets({ loss, metrics = [] }: Objective, type: BatchType, prediction: Tensor): void {
  const kind = type.classes === undefined ? 'values' : 'classes';
  for (const { name, targets } of [loss, ...metrics]) {
    check(targets === 'either' || targets === kind, () => ({
      where: `dataset ${type.dataset}, ${name}`,
      expected: targets === 'classes' ? 'targets that are class indices' : 'targets that are numbers',
      received: kind === 'classes' ? 'class indices' : 'numbers',
      remedy:
        targets === 'classes'
          ? 'For one-hot or soft targets take categoricalCrossentropy, for numbers meanSquaredError.'
          : 'For class indices take sparseCategoricalCrossentropy.',
    }));
  }
  const outputs = prediction.shape[CLASS_AXIS] ?? 1;
  // A single output tells two classes apart.
  const known = outputs === 1 ? 2 : outputs;
  check(type.classes === undefined || type.classes <= known, () => ({
    where: `dataset ${type.dataset}`,
    expected: `at most ${known} classes, as the prediction ${prediction} tells apart`,
    received: `${type.classes}`,
    remedy: `Give the last layer ${type.classes} units.`,
  }));
}
