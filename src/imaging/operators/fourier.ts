import { fourierTransform, inverseFourierTransform } from '../../graph/index.ts';
import { centeredFft, type FourierAxes, inverseCenteredFft } from '../fourier/centered.ts';
import { type LinearOperator, linearOperator } from './linear-operator.ts';

/**
 * F, the centered, orthonormal Fourier transform in one to three dimensions, from image to k-space: F* F = 1.
 *
 * @param shape [..., 2, ...spatial axes], of image and k-space
 * @example const kspace = fourier([8, 2, 128, 128]).apply(images);
 */
export function fourier(shape: readonly number[], axes: FourierAxes = {}): LinearOperator {
  return linearOperator({
    name: 'Fourier transform',
    inputShape: shape,
    outputShape: shape,
    arrays: {
      apply: (x) => centeredFft(x, shape, axes),
      adjoint: (y) => inverseCenteredFft(y, shape, axes),
      normal: (x) => x.slice(),
    },
    graph: {
      apply: (x) => fourierTransform(x, axes),
      adjoint: (y) => inverseFourierTransform(y, axes),
      normal: (x) => x,
    },
  });
}
