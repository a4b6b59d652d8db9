import { z } from 'zod';
import type { Shape, Tensor } from '../../graph/index.ts';
import { fourierTransform, inverseFourierTransform } from '../../graph/index.ts';
import { formatShape } from '../../graph/tensor.ts';
import { defineLayer } from '../../layers/index.ts';
import { check } from '../../util/errors.ts';

/**
 * F, the centered, orthonormal Fourier transform over rows and columns, from image to k-space: [..., 2, row, column].
 *
 * @example fourierTransform2d()(coilImages)
 */
export const fourierTransform2d = transform('FourierTransform2D', (x) => fourierTransform(x));
/** F*, the inverse of {@link fourierTransform2d}, from k-space to image. */
export const inverseFourierTransform2d = transform('InverseFourierTransform2D', (x) =>
  inverseFourierTransform(x),
);

function transform(type: string, trace: (x: Tensor) => Tensor) {
  return defineLayer({
    type,
    options: z.strictObject({}),
    outputShape: (shape) => {
      checkComplex(shape);
      return shape;
    },
    trace,
    sight: () => 'everything',
  });
}

function checkComplex(shape: Shape): void {
  check(shape.length >= 3 && shape.at(-3) === 2, () => ({
    where: '',
    expected: 'an input [..., 2, row, column]',
    received: formatShape(shape),
  }));
}
