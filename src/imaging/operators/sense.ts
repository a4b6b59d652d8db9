import type { Tensor } from '../../graph/index.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { coils } from './coils.ts';
import { fourier } from './fourier.ts';
import { compose, type LinearOperator, linearOperator } from './linear-operator.ts';
import { sampling } from './sampling.ts';

/** What a scan is known to do to an image. */
export interface SenseOptions {
  /** Sensitivities [coil, 2, row, column], in a graph with any batch axes. */
  readonly maps: ShapedArray | Tensor;
  /** 1 where sampled: [row, column], or [1, column] for whole lines; in a graph [batch, 1, 1, row or 1, column]. */
  readonly mask: ShapedArray | Tensor;
}

/**
 * A = M F S, from an image to the undersampled k-space of all coils (Pruessmann 2001, "Advances in sensitivity encoding
 * with arbitrary k-space trajectories", eq. 2, on a grid). A* A takes transforms along the columns only where whole
 * lines are sampled, as a mask with one row says, since what happens along the rows cancels.
 *
 * @throws InputError where maps and mask disagree.
 * @example const zeroFilled = sense({ maps, mask }).adjoint(kspace); // [coil, 2, row, column] -> [2, row, column]
 */
export function sense({ maps, mask }: SenseOptions): LinearOperator {
  const seen = coils(maps);
  const shape = seen.outputShape;
  const scan = compose(sampling(mask, shape), fourier(shape), seen);
  const lines = mask.shape.at(-2) === 1;
  const perLine = compose(sampling(mask, shape), fourier(shape, { axes: lines ? [-1] : [-2, -1] }), seen);
  const { name, inputShape, outputShape } = scan;
  const pair = { apply: scan.apply, adjoint: scan.adjoint, normal: perLine.normal };
  return linearOperator({ name, inputShape, outputShape, arrays: pair, graph: pair });
}
