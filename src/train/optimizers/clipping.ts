import { add, constant, div, min, mul, reduceSum, sqrt, square, type Tensor } from '../../graph/index.ts';
import { checkPositive } from '../losses/arguments.ts';

/** Keeps the division finite for a gradient of zero, as in PyTorch. */
const EPSILON = 1e-6;

/** The gradient shortened to the length `most` where it is longer: g · min(1, most / (|g| + 1e-6)) (Pascanu 2013). */
export function clipByGlobalNorm(gradient: Tensor, most: number): Tensor {
  checkPositive(most, 'clipNorm');
  const length = sqrt(reduceSum(square(gradient)));
  return mul(gradient, min(div(constant(most), add(length, EPSILON)), 1));
}
