import type { Tensor } from '../graph/index.ts';
import { add, div, reduceMean, sqrt, square, sub } from '../graph/index.ts';

/** (x − mean) / √(variance + ε) with both over `axes`. */
export function standardize(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const centered = sub(x, reduceMean(x, axes, true));
  return div(centered, sqrt(add(reduceMean(square(centered), axes, true), epsilon)));
}
