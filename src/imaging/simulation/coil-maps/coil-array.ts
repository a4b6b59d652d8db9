import { range } from '../../../util/arrays.ts';
import { check } from '../../../util/errors.ts';
import { RandomStream } from '../../../util/random.ts';
import { gridPositions } from '../../phantoms/phantom.ts';
import { type ShapedArray, shaped } from '../../shaped-array.ts';

/** Receive coils, whose sensitivities are functions of space and can be sampled on any grid. */
export interface CoilArray {
  readonly coils: number;
  /** Complex sensitivities over the field of view, [coil, 2, row, column]; their root-sum-of-squares in its center is 1. */
  maps(rows: number, columns: number): ShapedArray;
}

/** Writes a coil's sensitivity at x (to the right) and y (up) from -1 to 1: real and imaginary part. */
export type Sensitivity = (x: number, y: number, into: Float64Array) => void;

/** What arrays around the object are made from. */
export interface CoilArrayOptions {
  /** How many coils, from 1 to 128. */
  readonly coils: number;
  /** Shifts, turns and phases of the elements. */
  readonly seed: number;
}

/** Where a coil is on the cylinder around the object; lengths in halves of the field of view. */
export interface Element {
  /** From the right (+x), counterclockwise, in radians. */
  readonly angle: number;
  /** Along the cylinder, from the slice. */
  readonly z: number;
  /** Its distance from the axis. */
  readonly distance: number;
  /** Half the distance to its neighbor. */
  readonly halfGap: number;
  /** The phase of its receiver, in radians. */
  readonly phase: number;
}

const MOST_IN_A_RING = 12;

/** Elements in rings of at most 12 around the object, each ring turned by half a gap, none exactly where it ought to be. */
export function placeElements({ coils, seed }: CoilArrayOptions, radius: number): Element[] {
  check(Number.isInteger(coils) && coils >= 1 && coils <= 128, () => ({
    where: 'coil array',
    expected: 'from 1 to 128 coils, a whole number',
    received: `${coils}`,
  }));
  const random = RandomStream.derive(seed, 'coils');
  const about = (spread: number): number => spread * (2 * random.uniform() - 1);
  const rings = Math.ceil(coils / MOST_IN_A_RING);
  const turn = about(Math.PI);
  return range(coils).map((coil) => {
    const ring = coil % rings;
    const inRing = Math.ceil((coils - ring) / rings);
    const gap = (2 * Math.PI) / inRing;
    const halfGap = radius * (gap < Math.PI ? Math.sin(gap / 2) : 1);
    return {
      angle: turn + gap * (Math.floor(coil / rings) + ring / 2) + about(0.08 * gap),
      z: (ring - (rings - 1) / 2) * 1.5 * halfGap + about(0.1 * radius),
      distance: radius * (1 + about(0.04)),
      halfGap,
      phase: about(Math.PI),
    };
  });
}

/** The array of these sensitivities, scaled to a root-sum-of-squares of 1 in the center. */
export function coilArray(sensitivities: readonly Sensitivity[]): CoilArray {
  const value = new Float64Array(2);
  const inCenter = Math.hypot(
    ...sensitivities.map((sensitivity) => {
      sensitivity(0, 0, value);
      return Math.hypot(...value);
    }),
  );
  return {
    coils: sensitivities.length,
    maps: (rows, columns) => sampled(sensitivities, 1 / inCenter, rows, columns),
  };
}

function sampled(
  sensitivities: readonly Sensitivity[],
  scale: number,
  rows: number,
  columns: number,
): ShapedArray {
  const { x, y } = gridPositions(rows, columns);
  const count = x.length;
  const data = new Float32Array(2 * count * sensitivities.length);
  const value = new Float64Array(2);
  sensitivities.forEach((sensitivity, coil) => {
    const at = 2 * coil * count;
    for (let i = 0; i < count; i++) {
      sensitivity(x[i] ?? 0, y[i] ?? 0, value);
      data[at + i] = scale * (value[0] ?? 0);
      data[at + count + i] = scale * (value[1] ?? 0);
    }
  });
  return shaped(data, [sensitivities.length, 2, rows, columns]);
}
