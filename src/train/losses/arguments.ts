import { cast, reshape, type Tensor } from '../../graph/index.ts';
import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';

/** Checks a share: 0 ≤ value < 1. */
export function checkShare(value: number, where: string): void {
  check(value >= 0 && value < 1, () => ({
    where,
    expected: 'a share from 0 up to, not including, 1',
    received: `${value}`,
  }));
}

/** Checks a number that must be above zero. */
export function checkPositive(value: number, where: string): void {
  check(value > 0 && Number.isFinite(value), () => ({
    where,
    expected: 'a number above 0',
    received: `${value}`,
  }));
}

/** Checks numbers of 0 or more, one for each class. */
export function checkPerClass(values: readonly number[], classes: number, where: string): void {
  check(values.length === classes && values.every((value) => value >= 0 && Number.isFinite(value)), () => ({
    where,
    expected: `${classes} numbers of 0 or more, one for each class`,
    received: `[${values.join(', ')}]`,
  }));
}

/**
 * The target as numbers of the prediction's shape. Class indices become numbers, and axes of size 1 may be missing
 * or added at the end: labels [batch] meet predictions [batch, 1].
 */
export function asValues(target: Tensor, prediction: Tensor, where: string): Tensor {
  const essential = (x: Tensor) => x.shape.filter((size, axis) => axis === 0 || size !== 1);
  check(sameItems(essential(target), essential(prediction)), () => ({
    where,
    expected: 'a prediction and a target of one shape',
    received: `a prediction ${prediction} and a target ${target}`,
  }));
  return reshape(cast(target, 'float32'), prediction.shape);
}
