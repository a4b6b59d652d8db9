import { cast, constant, equal, reshape, type Tensor } from '../../graph/index.ts';
import { range, sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { asValues } from './arguments.ts';

/** The axis of predictions along which the classes lie: [batch, class, ...]. */
export const CLASS_AXIS = 1;

/** How many classes a prediction [batch, class, ...] tells apart. */
export function classCount(prediction: Tensor, where: string): number {
  const classes = prediction.shape[CLASS_AXIS];
  check(classes !== undefined, () => ({
    where,
    expected: 'a prediction of shape [batch, classes, ...]',
    received: `${prediction}`,
  }));
  return classes;
}

/** Class indices [batch, ...] as ones and zeros [batch, class, ...], the prediction's shape. */
export function oneHot(target: Tensor, prediction: Tensor, where: string): Tensor {
  const classes = classCount(prediction, where);
  const fits = sameItems(prediction.shape.toSpliced(CLASS_AXIS, 1), target.shape);
  check(fits && target.dtype === 'int32', () => ({
    where,
    expected: 'a prediction [batch, classes, ...] and int32 class indices [batch, ...]',
    received: `a prediction ${prediction} and a target ${target}`,
    remedy: 'The axes after the classes must be those of the target.',
  }));
  const indices = reshape(target, target.shape.toSpliced(CLASS_AXIS, 0, 1));
  return cast(equal(indices, perClass(range(classes), prediction, 'int32')), 'float32');
}

/** One number for each class, shaped to broadcast over a prediction. */
export function perClass(
  values: readonly number[],
  prediction: Tensor,
  dtype: 'float32' | 'int32' = 'float32',
): Tensor {
  return constant(values, [values.length, ...prediction.shape.slice(CLASS_AXIS + 1).map(() => 1)], dtype);
}

/** Targets as a share of each class, [batch, class, ...]: one-hot where they are indices, else as they are. */
export function classShares(target: Tensor, prediction: Tensor, where: string): Tensor {
  if (target.dtype === 'int32') return oneHot(target, prediction, where);
  return asValues(target, prediction, where);
}
