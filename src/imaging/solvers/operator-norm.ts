import { product } from '../../util/arrays.ts';
import { RandomStream } from '../../util/random.ts';
import type { LinearOperator } from '../operators/linear-operator.ts';

/** How long the power method runs, and from where. */
export interface OperatorNormOptions {
  /** 30 by default; the estimate is from below, and closer the more there are. */
  readonly iterations?: number;
  /** Of the first vector; 0 by default. */
  readonly seed?: number;
}

/**
 * ‖A‖, the largest singular value, by the power method on A*A (von Mises and Pollaczek-Geiringer 1929): from below, and
 * to a percent in some tens of iterations. Step sizes derive from it where no bound is known.
 *
 * @param operator one that works on plain arrays
 * @example const norm = operatorNorm(radon(geometry));
 */
export function operatorNorm(
  operator: LinearOperator,
  { iterations = 30, seed = 0 }: OperatorNormOptions = {},
): number {
  const stream = RandomStream.derive(seed, 'power method');
  let x = Float32Array.from({ length: product(operator.inputShape) }, () => stream.normal());
  let largest = 0;
  for (let i = 0; i < iterations; i++) {
    const y = operator.normal(x);
    const ratio = length(y) / length(x);
    if (!(ratio > 0)) return 0;
    largest = ratio;
    x = y.map((value) => value / ratio);
  }
  return Math.sqrt(largest);
}

function length(x: Float32Array): number {
  return Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
}
