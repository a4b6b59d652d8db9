import {
  add,
  constant,
  div,
  min,
  mul,
  reduceSum,
  sqrt,
  square,
  sumAll,
  type Tensor,
} from '../../graph/index.ts';
import { checkPositive } from '../losses/arguments.ts';

/** Keeps the division finite for a gradient of zero, as in PyTorch. */
const EPSILON = 1e-6;

/**
 * Gradients shortened together to the length `most` where they are longer: g · min(1, most / (|g| + 1e-6)), |g| being
 * the length of all of them as one vector (Pascanu 2013).
 */
export function clipByGlobalNorm(gradients: ReadonlyMap<string, Tensor>, most: number): Map<string, Tensor> {
  checkPositive(most, 'clipNorm');
  const squares = [...gradients.values()].map((gradient) => reduceSum(square(gradient)));
  const length = sqrt(sumAll(squares));
  const factor = min(div(constant(most), add(length, EPSILON)), 1);
  return new Map([...gradients].map(([name, gradient]) => [name, mul(gradient, factor)]));
}
