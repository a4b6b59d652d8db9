import { RandomStream } from 'echotrain/data';
import { points } from '../../../../lessons/01-linear-regression/problem.ts';

/** What is done to the points of the lesson. */
export interface Noise {
  /** The standard deviation of what is added to each y. */
  readonly noise: number;
  /** Subtract the mean of x from all x. */
  readonly isCentered: boolean;
}

/** A point of the data. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line y = k x + d. */
export interface Line {
  readonly k: number;
  readonly d: number;
}

/** The five points of the lesson, with noise. The same noise every time, only larger or smaller. */
export function noisyPoints({ noise, isCentered }: Noise): Point[] {
  const random = RandomStream.derive(1, 'noise of a line');
  const mean = isCentered ? points.reduce((sum, { x }) => sum + x / points.length, 0) : 0;
  return points.map(({ x, y }) => ({ x: x - mean, y: y + noise * random.normal() }));
}

/** Σ (k x + d − y)² */
export function lossOf(points: readonly Point[], { k, d }: Line): number {
  return points.reduce((sum, { x, y }) => sum + (k * x + d - y) ** 2, 0);
}
