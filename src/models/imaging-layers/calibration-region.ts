import { z } from 'zod';
import type { Tensor } from '../../graph/index.ts';
import { cast, constant, less, matMul, matrixTranspose, mul, slice } from '../../graph/index.ts';
import { sizeOf } from '../../graph/tensor.ts';
import { defineMergingLayer } from '../../layers/index.ts';
import { range } from '../../util/arrays.ts';
import { present } from '../../util/errors.ts';
import { checkCoilImages, checkMask } from './complex-shapes.ts';

/**
 * The k-space of the calibration region alone, zeros elsewhere: of the columns and the rows those that are sampled
 * without a gap from the center on, seen along the center's row and column. Inputs: k-space [coil, 2, row, column], mask
 * [1, 1, row, column].
 *
 * @example calibrationRegion()([kspace, mask])
 */
export const calibrationRegion = defineMergingLayer({
  type: 'CalibrationRegion',
  options: z.strictObject({}),
  outputShape: ([kspace, mask]) => {
    checkCoilImages(kspace);
    checkMask(kspace, mask);
    return kspace;
  },
  trace: ([kspace, mask]) => {
    const sampled = present(mask, 'a mask');
    const columns = withoutGap(sampled);
    const rows = matrixTranspose(withoutGap(matrixTranspose(sampled)));
    return mul(present(kspace, 'k-space'), mul(rows, columns));
  },
});

/** 1 where the central row of a mask is sampled from the center up to a column, else 0: [..., 1, column]. */
function withoutGap(mask: Tensor): Tensor {
  const center = Math.floor(sizeOf(mask, -2) / 2);
  const row = slice(mask, [{ axis: -2, start: center, end: center + 1 }]);
  const gaps = matMul(cast(less(row, 0.5), 'float32'), between(sizeOf(mask, -1)));
  return cast(less(gaps, 0.5), 'float32');
}

/** Entry (j, i) is 1 where element j lies between the center and element i, both included. */
function between(size: number): Tensor {
  const center = Math.floor(size / 2);
  const within = (j: number, i: number) => j >= Math.min(center, i) && j <= Math.max(center, i);
  const entries = range(size * size).map((at) => Number(within(Math.floor(at / size), at % size)));
  return constant(entries, [size, size]);
}
