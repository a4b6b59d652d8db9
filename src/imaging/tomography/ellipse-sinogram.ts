import type { Ellipse } from '../phantoms/ellipses.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { type FanGeometry, type Line, lineOf, type ParallelGeometry, sinogramShape } from './geometry.ts';

/** What ellipses are in millimeters. */
export interface EllipseSinogramOptions {
  /** The side of the field of view, in which ellipses have coordinates from −1 to 1, in mm. */
  readonly fieldOfView: number;
  /** How many rays a detector's element averages, evenly over its width; 1 by default. */
  readonly raysPerDetector?: number;
}

/**
 * The exact sinogram of ellipses, whose intensities are attenuations in 1/mm: a line at distance s from the center of an
 * ellipse, at an angle θ to its axes, runs within it for 2 a b (r² − s²)^½ / r², r² = a² cos² θ + b² sin² θ (Kak and
 * Slaney 1988, ch. 3, eq. 5). Elements that average several rays average the shares of photons that arrive.
 *
 * @returns line integrals without a unit, [projection, detector]
 * @example const sinogram = ellipseSinogram(ellipses, scan, { fieldOfView: 200 });
 */
export function ellipseSinogram(
  ellipses: readonly Ellipse[],
  geometry: ParallelGeometry | FanGeometry,
  { fieldOfView, raysPerDetector = 1 }: EllipseSinogramOptions,
): ShapedArray {
  const [projections, detectors] = sinogramShape(geometry);
  const data = new Float32Array(projections * detectors);
  const integral = (projection: number, place: number) =>
    chords(ellipses, lineOf(geometry, projection, place), fieldOfView / 2);
  for (let i = 0; i < data.length; i++) {
    const detector = i % detectors;
    const projection = (i - detector) / detectors;
    let share = 0;
    for (let ray = 0; ray < raysPerDetector; ray++) {
      share += Math.exp(-integral(projection, detector + (ray + 0.5) / raysPerDetector - 0.5));
    }
    data[i] = raysPerDetector === 1 ? integral(projection, detector) : -Math.log(share / raysPerDetector);
  }
  return shaped(data, [projections, detectors]);
}

/** The sum of intensity times the length of a line within each ellipse; `half` is half of the field of view. */
function chords(ellipses: readonly Ellipse[], { theta, s }: Line, half: number): number {
  let sum = 0;
  for (const { intensity, x, y, a, b, angleDegrees } of ellipses) {
    const angle = theta - (angleDegrees * Math.PI) / 180;
    const square = (a * Math.cos(angle)) ** 2 + (b * Math.sin(angle)) ** 2;
    const distance = s / half - x * Math.cos(theta) - y * Math.sin(theta);
    const rest = square - distance * distance;
    if (rest > 0) sum += (intensity * half * 2 * a * b * Math.sqrt(rest)) / square;
  }
  return sum;
}
