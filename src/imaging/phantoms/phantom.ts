import { check } from '../../util/errors.ts';
import type { ShapedArray } from '../shaped-array.ts';

/** Where the object lies: turned about the center of the field of view, then shifted. */
export interface Pose {
  /** Clockwise, as seen in the image. */
  readonly rotationDegrees?: number;
  /** To the right (growing columns), as a share of the field of view. */
  readonly shiftRight?: number;
  /** Down (growing rows), as a share of the field of view. */
  readonly shiftDown?: number;
}

/** What a simulation began with: a description of an object, or an image that a scanner had made before. */
export type SimulationOrigin = 'simulated' | 'simulated from magnitude images';

/** An object to scan: continuous in space, so that it can be sampled on any grid and in any pose. */
export interface Phantom {
  /** 'simulated' by default. */
  readonly origin?: SimulationOrigin;
  /**
   * Its complex transverse magnetization on a grid over the field of view.
   *
   * @returns [2, row, column]; the sample at ⌊rows/2⌋, ⌊columns/2⌋ is the center
   */
  image(rows: number, columns: number, pose?: Pose): ShapedArray;
}

/** Where the samples of a grid lie in the object's own frame: x to the right and y up, from -1 to 1. */
export interface GridPositions {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** The positions of a grid's samples in an object of this pose. */
export function gridPositions(rows: number, columns: number, pose: Pose = {}): GridPositions {
  checkGrid(rows, columns);
  const { rotationDegrees = 0, shiftRight = 0, shiftDown = 0 } = pose;
  const angle = (rotationDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const x = new Float32Array(rows * columns);
  const y = new Float32Array(rows * columns);
  for (let row = 0, i = 0; row < rows; row++) {
    const v = -2 * ((row - Math.floor(rows / 2)) / rows - shiftDown);
    for (let column = 0; column < columns; column++, i++) {
      const u = 2 * ((column - Math.floor(columns / 2)) / columns - shiftRight);
      x[i] = cos * u - sin * v;
      y[i] = sin * u + cos * v;
    }
  }
  return { x, y };
}

function checkGrid(rows: number, columns: number): void {
  const fits = (size: number): boolean => Number.isInteger(size) && size >= 1 && size <= 2 ** 13;
  check(fits(rows) && fits(columns), () => ({
    where: 'phantom',
    expected: 'rows and columns from 1 to 8192',
    received: `${rows} × ${columns}`,
  }));
}
