import type { Shape } from '../../graph/index.ts';
import { formatShape } from '../../graph/tensor.ts';
import { sameItems } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';

/** Checks that an input is what all coils see, or their k-space: [coil, 2, row, column]. */
export function checkCoilImages(shape: Shape | undefined): asserts shape is Shape {
  check(shape?.length === 4 && shape[1] === 2, () => ({
    where: '',
    expected: 'an input [coil, 2, row, column]',
    received: shape ? formatShape(shape) : 'nothing',
  }));
}

/** Checks that an input is a complex image: [2, row, column]. */
export function checkComplexImage(shape: Shape | undefined): asserts shape is Shape {
  check(shape?.length === 3 && shape[0] === 2, () => ({
    where: '',
    expected: 'an input [2, row, column]',
    received: shape ? formatShape(shape) : 'nothing',
  }));
}

/** Checks that a mask is one for k-space [coil, 2, row, column]: [1, 1, row, column], or [1, 1, 1, column] for lines. */
export function checkMask(kspace: Shape, mask: Shape | undefined): asserts mask is Shape {
  const [rows = 0, columns = 0] = kspace.slice(2);
  const fits = [rows, 1].some((count) => sameItems(mask ?? [], [1, 1, count, columns]));
  check(fits, () => ({
    where: '',
    expected: `a mask [1, 1, ${rows}, ${columns}], as the k-space ${formatShape(kspace)}`,
    received: mask ? formatShape(mask) : 'none',
  }));
}
