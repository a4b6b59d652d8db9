import type { Tensor } from '../../graph/index.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { coils } from './coils.ts';
import { compose, type LinearOperator } from './linear-operator.ts';
import { type NonUniformFourierOptions, nonUniformFourier } from './non-uniform-fourier.ts';

/** What a scan along a trajectory is known to do to an image. */
export interface NonCartesianSenseOptions extends NonUniformFourierOptions {
  /** k in cycles per field of view, [2, spoke, sample]. */
  readonly trajectory: ShapedArray;
  /** Sensitivities [coil, 2, row, column]; in a graph with any batch axes before. */
  readonly maps: ShapedArray | Tensor;
}

/**
 * A = F S, from an image to the samples of all coils along a trajectory (Pruessmann 2001, "Advances in sensitivity
 * encoding with arbitrary k-space trajectories", eq. 2). A* A is a product with the sensitivities, a convolution for
 * each coil, and the sum over coils. With `weights` data are to be multiplied by their roots: see `nonUniformFourier`.
 *
 * @example
 * const scan = nonCartesianSense({ trajectory, maps });
 * conjugateGradients({ operator: (x) => add(scan.normal(x), mul(x, lambda)), rightSide: scan.adjoint(kspace) });
 */
export function nonCartesianSense({
  trajectory,
  maps,
  ...options
}: NonCartesianSenseOptions): LinearOperator {
  const seen = coils(maps);
  return compose(nonUniformFourier(trajectory, seen.outputShape, options), seen);
}
