import { z } from 'zod';
import type { Shape } from '../graph/index.ts';
import { concat } from '../graph/index.ts';
import { formatShape } from '../graph/tensor.ts';
import { sameItems, sum } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { axisOption, checkAxis } from './axis.ts';
import { defineMergingLayer } from './define.ts';

/**
 * Several inputs one after the other along one axis, that of the channels by default.
 *
 * @example concatenate()([skip, upsampled])
 */
export const concatenate = defineMergingLayer({
  type: 'Concatenate',
  options: z.strictObject({ axis: axisOption.default(1) }),
  outputShape: (shapes, { axis }) => {
    const [first] = shapes;
    check(first !== undefined && shapes.length >= 2, () => ({
      where: '',
      expected: 'two or more inputs',
      received: `${shapes.length}`,
    }));
    const index = checkAxis(axis, first);
    checkOtherAxes(shapes, index);
    return first.with(index, sum(shapes.map((shape) => shape[index] ?? 0)));
  },
  trace: (inputs, { axis }) => concat(inputs, axis),
});

function checkOtherAxes(shapes: readonly Shape[], index: number): void {
  const others = shapes.map((shape) => shape.toSpliced(index, 1));
  const alike = others.every((shape) => sameItems(shape, others[0] ?? []));
  check(alike && shapes.every(({ length }) => length > index), () => ({
    where: '',
    expected: `inputs that are equal in all axes but ${index + 1}`,
    received: shapes.map(formatShape).join(' and '),
    remedy: 'Bring them to one size first, e.g. with cropping2d, zeroPadding2d or upSampling2d.',
  }));
}
