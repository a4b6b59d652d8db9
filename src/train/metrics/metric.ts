import type { Tensor } from '../../graph/index.ts';

/** What a metric or loss is compared with: class indices (int32), numbers (float32), or whichever comes. */
export type TargetKind = 'classes' | 'values' | 'either';

/**
 * How well predictions meet their targets, item by item. Losses are metrics too, as in Keras. Whatever is averaged
 * over a batch or an epoch is averaged over its items, so one number for each item is all that a metric gives, and
 * a batch that is filled up with items that do not count stays exact.
 */
export interface Metric {
  /** Its name in histories and tables. */
  readonly name: string;
  readonly targets: TargetKind;
  /**
   * One number for each item, [batch], from predictions [batch, ...] and their targets [batch, ...].
   *
   * @throws InputError where the shapes do not fit each other.
   */
  perItem(prediction: Tensor, target: Tensor): Tensor;
}
