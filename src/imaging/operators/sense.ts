import { constant, fourierNormal, square, Tensor } from '../../graph/index.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { coils } from './coils.ts';
import { fourier } from './fourier.ts';
import { compose, type LinearOperator, linearOperator } from './linear-operator.ts';
import { sampling } from './sampling.ts';

/** What a scan is known to do to an image. */
export interface SenseOptions {
  /** Sensitivities [coil, 2, row, column], in a graph with any batch axes. */
  readonly maps: ShapedArray | Tensor;
  /**
   * 1 where sampled: [row, column], or [1, column] or [row, 1] for whole lines; in a graph with two axes of size 1, and
   * any batch axes, before.
   */
  readonly mask: ShapedArray | Tensor;
  /** See {@link coils}. */
  readonly turned?: Tensor | undefined;
}

/**
 * A = M F S, from an image to the undersampled k-space of all coils (Pruessmann 2001, "Advances in sensitivity encoding
 * with arbitrary k-space trajectories", eq. 2, on a grid). A* A takes transforms across the lines only where whole
 * lines are sampled, as a mask with one row or column says, since what happens along them cancels.
 *
 * @throws InputError where maps and mask disagree.
 * @example const zeroFilled = sense({ maps, mask }).adjoint(kspace); // [coil, 2, row, column] -> [2, row, column]
 */
export function sense({ maps, mask, turned }: SenseOptions): LinearOperator {
  const seen = coils(maps, { turned });
  const shape = seen.outputShape;
  const sampled = sampling(mask, shape);
  const { name, inputShape, outputShape, apply, adjoint } = compose(sampled, fourier(shape), seen);
  const axes = [-2, -1].filter((axis) => mask.shape.at(axis) !== 1);
  const { normal: acrossLines } = compose(sampled, fourier(shape, { axes }), seen);
  const weights = square(mask instanceof Tensor ? mask : constant(mask.data, mask.shape));
  return linearOperator({
    name,
    inputShape,
    outputShape,
    arrays: { apply, adjoint, normal: acrossLines },
    graph: { apply, adjoint, normal: (x) => seen.adjoint(fourierNormal(seen.apply(x), weights)) },
  });
}
