import { constant, fourierNormal, slice, square, sumAll, Tensor } from '../../graph/index.ts';
import { product, range } from '../../util/arrays.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { coils, timesI } from './coils.ts';
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
  const weights = square(tensorOf(mask));
  const groups = groupsOf(tensorOf(maps), turned);
  const ofGroup = (group: LinearOperator, x: Tensor) => group.adjoint(fourierNormal(group.apply(x), weights));
  return linearOperator({
    name,
    inputShape,
    outputShape,
    arrays: { apply, adjoint, normal: acrossLines },
    graph: { apply, adjoint, normal: (x) => sumAll(groups.map((group) => ofGroup(group, x))) },
  });
}

function tensorOf(array: ShapedArray | Tensor): Tensor {
  return array instanceof Tensor ? array : constant(array.data, array.shape);
}

/** So many numbers of coil images stay in a processor's cache from one operator to the next. */
const CACHED = 2 ** 18;

/**
 * The coils in groups whose images stay in the cache: A* A of 15 coils of 320² takes a quarter less time. Maps with
 * batch axes, as networks have them, stay together, since each group adds some twenty operators to a graph.
 */
function groupsOf(maps: Tensor, turned = timesI(maps)): LinearOperator[] {
  const [count = 1, ...sizes] = maps.shape;
  const size = maps.rank === 4 ? Math.max(1, Math.floor(CACHED / product(sizes))) : count;
  if (size >= count) return [coils(maps, { turned })];
  return range(Math.ceil(count / size)).map((i) => {
    const some = { axis: 0, start: i * size, end: Math.min(count, (i + 1) * size) };
    return coils(slice(maps, [some]), { turned: slice(turned, [some]) });
  });
}
