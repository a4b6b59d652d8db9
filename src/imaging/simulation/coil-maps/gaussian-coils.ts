import { check } from '../../../util/errors.ts';
import { RandomStream } from '../../../util/random.ts';
import {
  type CoilArray,
  type CoilArrayOptions,
  coilArray,
  type Element,
  placeElements,
  type Sensitivity,
} from './coil-array.ts';

/** How {@link gaussianCoils} are shaped. */
export interface GaussianCoilOptions extends CoilArrayOptions {
  /** Standard deviation of the sensitivity in halves of the field of view, 0.9 by default. */
  readonly width?: number;
}

/**
 * Smooth sensitivities without physics: Gaussians around places on a circle about the object, with phases that are
 * random polynomials of second degree.
 *
 * @example gaussianCoils({ coils: 8, seed: 1 }).maps(128, 128);
 */
export function gaussianCoils(options: GaussianCoilOptions): CoilArray {
  const { width = 0.9, seed } = options;
  check(width > 0 && Number.isFinite(width), () => ({
    where: 'gaussianCoils',
    expected: 'a width above 0',
    received: `${width}`,
  }));
  const random = RandomStream.derive(seed, 'coil phases');
  return coilArray(placeElements(options, 1).map((element) => gaussian(element, width, random)));
}

function gaussian({ angle, distance, phase }: Element, width: number, random: RandomStream): Sensitivity {
  const [x0, y0] = [distance * Math.cos(angle), distance * Math.sin(angle)];
  const [a, b, c, d, e] = Array.from({ length: 5 }, () => random.normal());
  return (x, y, into) => {
    const size = Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / (2 * width * width));
    const turn =
      phase + (a ?? 0) * x + (b ?? 0) * y + 0.5 * ((c ?? 0) * x * x + (d ?? 0) * x * y + (e ?? 0) * y * y);
    into[0] = size * Math.cos(turn);
    into[1] = size * Math.sin(turn);
  };
}
