import {
  type CoilArray,
  type CoilArrayOptions,
  coilArray,
  type Element,
  placeElements,
  type Sensitivity,
} from './coil-array.ts';
import { type Loop, writeLoopField } from './loop-field.ts';

/** How {@link biotSavartCoils} places its loops. */
export interface BiotSavartOptions extends CoilArrayOptions {
  /** The cylinder's radius in halves of the field of view, 1.35 by default. */
  readonly radius?: number;
}

/** By how much neighboring loops overlap, so that they do not couple: centers 0.75 diameters apart (Roemer 1990). */
const GAP_IN_DIAMETERS = 0.75;
/** The largest loop, as a share of its distance from the axis. */
const LARGEST = 0.8;
/** Nearer to the cylinder than this, and outside it, there is no object: the sensitivity is that of the point within. */
const USABLE = 0.95;

/**
 * Circular loops on a cylinder around the object, looking inward, neighbors overlapping so that they do not couple;
 * rings of at most 12. A loop receives by the field it would make with a unit current, by reciprocity: S = B_x - i B_y.
 *
 * Source: Roemer et al., Magn. Reson. Med. 16:192 (1990); Hoult, Concepts Magn. Reson. 12:173 (2000).
 *
 * @example const { data, shape } = biotSavartCoils({ coils: 8, seed: 1 }).maps(128, 128); // [8, 2, 128, 128]
 */
export function biotSavartCoils(options: BiotSavartOptions): CoilArray {
  const { radius = 1.35 } = options;
  return coilArray(placeElements(options, radius).map((element) => received(element, USABLE * radius)));
}

function received(element: Element, usable: number): Sensitivity {
  const loop = loopOf(element);
  const [cos, sin] = [Math.cos(element.phase), Math.sin(element.phase)];
  const field = new Float64Array(3);
  return (x, y, into) => {
    const inward = Math.min(1, usable / Math.sqrt(x * x + y * y));
    writeLoopField(loop, x * inward, y * inward, 0, field);
    const bx = field[0] ?? 0;
    const by = field[1] ?? 0;
    into[0] = cos * bx + sin * by;
    into[1] = sin * bx - cos * by;
  };
}

/** The loop of an element: its plane touches the cylinder. */
function loopOf({ angle, z, distance, halfGap }: Element): Loop {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    center: [distance * cos, distance * sin, z],
    axis: [-cos, -sin, 0],
    radius: Math.min(LARGEST * distance, halfGap / GAP_IN_DIAMETERS),
  };
}
