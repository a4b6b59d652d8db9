import { add, reduceSum, sqrt, square, sub, type Tensor } from '../../graph/index.ts';
import { check } from '../../util/errors.ts';
import { checkPositive } from './arguments.ts';
import { type Loss, meanOfEach } from './loss.ts';

/** Settings of {@link magnitudeMeanSquaredError}. */
export interface MagnitudeErrorOptions {
  /** ε, below squared magnitudes, so that there is a derivative at 0; 1e-12 by default. */
  readonly epsilon?: number;
}

/**
 * (|u|_ε − |g|_ε)² with |z|_ε = √(Re² z + Im² z + ε), averaged over each item's pixels (Hammernik 2018): phases
 * do not matter. Prediction and target are complex images [batch, 2, row, column], or magnitudes [batch, 1, row, column].
 *
 * @throws InputError where they are no such images of one size.
 */
export function magnitudeMeanSquaredError({ epsilon = 1e-12 }: MagnitudeErrorOptions = {}): Loss {
  const name = 'magnitudeMeanSquaredError';
  checkPositive(epsilon, `${name}, epsilon`);
  const magnitude = (z: Tensor) => sqrt(add(reduceSum(square(z), [1]), epsilon));
  return {
    name,
    targets: 'values',
    perItem: (prediction, target) => {
      checkImages(prediction, target, name);
      return meanOfEach(square(sub(magnitude(prediction), magnitude(target))));
    },
    predictions: 'values',
  };
}

function checkImages(prediction: Tensor, target: Tensor, where: string): void {
  const images = [prediction, target].every(({ rank, shape }) => rank === 4 && (shape[1] ?? 0) <= 2);
  const alike = [0, 2, 3].every((axis) => prediction.shape[axis] === target.shape[axis]);
  check(images && alike, () => ({
    where,
    expected:
      'complex images [batch, 2, row, column] or magnitudes [batch, 1, row, column], both of one size',
    received: `a prediction ${prediction} and a target ${target}`,
  }));
}
