import type { Split } from 'echotrain/data';
import type { LabeledPoint } from './toy-sets.ts';

/** Places to a side of the grid that a network is asked about. */
export const GRID = 36;

/** Points in a plane with their classes and parts, and the plane's axes. */
export interface PlaneView {
  readonly points: readonly LabeledPoint[];
  readonly parts: Split;
  readonly classes: readonly string[];
  readonly axes: readonly [string, string];
  /** From where to where the drawing goes. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}
