import { rootSumOfSquares } from '../imaging/calibration/root-sum-of-squares.ts';
import { inverseCenteredFft } from '../imaging/fourier/centered.ts';
import { sampling } from '../imaging/operators/sampling.ts';
import { sense } from '../imaging/operators/sense.ts';
import { type ShapedArray, shaped } from '../imaging/shaped-array.ts';
import { type Acquisition, checkAcquisition } from './acquisition.ts';
import type { Method } from './method.ts';

/**
 * What was not measured taken as 0: A* y, the coils' images combined by their sensitivities; without sensitivities the
 * root of the sum of squares of the coils' images.
 *
 * @example const image = await zeroFilled().reconstruct({ kspace, mask, maps });
 */
export function zeroFilled(): Method {
  return plainMethod('zero-filled', (acquisition) =>
    acquisition.maps ? combined(acquisition, acquisition.maps) : magnitudeOf(acquisition),
  );
}

/**
 * The root of the sum of squares of the zero-filled coils' images (Roemer et al. 1990), [1, row, column], whether or
 * not there are sensitivities.
 */
export function rss(): Method {
  return plainMethod('rss', magnitudeOf);
}

function plainMethod(name: string, reconstruct: (acquisition: Acquisition) => ShapedArray): Method {
  return {
    name,
    needsMaps: false,
    tunable: [],
    reconstruct: async (acquisition) => {
      checkAcquisition(name, acquisition);
      return reconstruct(acquisition);
    },
    release: async () => undefined,
  };
}

function combined({ kspace, mask }: Acquisition, maps: ShapedArray): ShapedArray {
  const operator = sense({ maps, mask });
  return shaped(operator.adjoint(kspace.data), operator.inputShape);
}

function magnitudeOf({ kspace: { data, shape }, mask }: Acquisition): ShapedArray {
  const sampled = sampling(mask, shape).apply(data);
  return rootSumOfSquares(shaped(inverseCenteredFft(sampled, shape), shape));
}
