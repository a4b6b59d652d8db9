import { z } from 'zod';
import type { Shape } from '../graph/index.ts';
import { formatShape } from '../graph/tensor.ts';
import { check } from '../util/errors.ts';

const AXIS = 'an axis other than 0, the batch: 1 for the channels, -1 for the last';

/** An axis of a layer's input, the batch counted as axis 0; -1 is the last. */
export const axisOption = z.int(AXIS).refine((axis) => axis !== 0, AXIS);

/**
 * Where an axis of a layer's option lies in a shape without the batch axis.
 *
 * @throws InputError when the shape has no such axis.
 */
export function checkAxis(axis: number, shape: Shape): number {
  const index = axis < 0 ? axis + shape.length : axis - 1;
  check(index >= 0 && index < shape.length, () => ({
    where: 'option "axis"',
    expected: `an axis from 1 to ${shape.length} of shape ${formatShape(shape)}, the batch being axis 0`,
    received: `${axis}`,
  }));
  return index;
}
