/** Masks that imitate radial and spiral trajectories on the Cartesian grid. */

import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import {
  centralIndices,
  centralSquare,
  checkMask,
  countOf,
  type Grid,
  maskOfPoints,
  type RandomMaskOptions,
  type SamplingMask,
  samplesToTake,
} from './sampling-mask.ts';

/** 180° by the golden ratio: 111.246° (Winkelmann et al., IEEE Trans. Med. Imaging 26:68, 2007), in radians. */
const GOLDEN_ANGLE = (Math.PI * (Math.sqrt(5) - 1)) / 2;
const MOST_SPOKES = 2 ** 16;
const BISECTIONS = 16;

/**
 * Spokes through the center at the golden angle, rounded to the grid, as many as it takes to acquire one sample of R.
 * The seed turns the first spoke.
 *
 * @throws InputError for an acceleration that cannot be, or a calibration square larger than it leaves.
 * @example radialMask({ rows: 128, columns: 128, acceleration: 6, seed: 1 });
 */
export function radialMask(options: RandomMaskOptions): SamplingMask {
  const { grid, target, taken, turn } = begin('radialMask', options);
  let count = countOf(taken);
  for (let spoke = 0; count < target && spoke < MOST_SPOKES; spoke++) {
    count += drawSpoke(taken, grid, turn + spoke * GOLDEN_ANGLE);
  }
  return maskOfPoints(taken, grid.rows, grid.columns, fullSquare(taken, grid));
}

/** How {@link spiralMask} samples. */
export interface SpiralMaskOptions extends RandomMaskOptions {
  /** p of r ∝ t^p: 1 for constant density, 1.5 by default: denser in the center. */
  readonly power?: number;
}

/**
 * A spiral r = t^p, φ = 2π · turns · t, over the ellipse within the grid, rounded to it, with as many turns as it takes
 * to acquire one sample of R. The seed turns its begin.
 *
 * @throws InputError for an acceleration that cannot be (the corners stay empty), or too large a calibration square.
 * @example spiralMask({ rows: 128, columns: 128, acceleration: 6, seed: 1 });
 */
export function spiralMask(options: SpiralMaskOptions): SamplingMask {
  const { power = 1.5 } = options;
  check(power >= 0.5 && power <= 10, () => ({
    where: 'spiralMask',
    expected: 'a power from 0.5 to 10',
    received: `${power}`,
  }));
  const { grid, target, taken: start, turn } = begin('spiralMask', options);
  const drawn = (turns: number): Float32Array => drawSpiral(start.slice(), grid, turns, turn, power);
  let [low, high] = [0, Math.max(grid.rows, grid.columns)];
  checkReached(countOf(drawn(high)), target, grid);
  for (let i = 0; i < BISECTIONS; i++) {
    const turns = (low + high) / 2;
    if (countOf(drawn(turns)) < target) low = turns;
    else high = turns;
  }
  const taken = drawn(high);
  return maskOfPoints(taken, grid.rows, grid.columns, fullSquare(taken, grid));
}

/** Checked options, how many samples to take, a grid with the calibration square, and the angle to begin at. */
function begin(where: string, options: RandomMaskOptions) {
  const grid = checkMask(where, options, options.rows * options.columns);
  const { rows, columns, acceleration } = grid;
  const square = centralSquare(grid);
  const target = samplesToTake(where, rows * columns, acceleration, square.length);
  const taken = new Float32Array(rows * columns);
  for (const index of square) taken[index] = 1;
  return { grid, target, taken, turn: 2 * Math.PI * RandomStream.derive(options.seed, where).uniform() };
}

/** Draws a line through the center to the edges, one sample a step of its longer side; how many are new. */
function drawSpoke(taken: Float32Array, grid: Grid, angle: number): number {
  const { rows, columns } = grid;
  const [x, y] = [Math.cos(angle) * columns, Math.sin(angle) * rows];
  const longer = Math.max(Math.abs(x), Math.abs(y));
  const reach = Math.ceil(Math.max(rows, columns) / 2);
  let drawn = 0;
  for (let step = -reach; step <= reach; step++) {
    drawn += take(taken, grid, (step * y) / longer, (step * x) / longer);
  }
  return drawn;
}

function drawSpiral(
  taken: Float32Array,
  grid: Grid,
  turns: number,
  turn: number,
  power: number,
): Float32Array {
  const { rows, columns } = grid;
  const steps = Math.ceil(Math.PI * (turns + 1) * Math.max(rows, columns));
  for (let step = 0; step <= steps; step++) {
    const t = step / steps;
    const angle = turn + 2 * Math.PI * turns * t;
    const radius = t ** power / 2;
    take(taken, grid, radius * (rows - 1) * Math.sin(angle), radius * (columns - 1) * Math.cos(angle));
  }
  return taken;
}

/** Takes the grid's sample next to a position relative to the center; 1 where it is new. */
function take(taken: Float32Array, { rows, columns }: Grid, y: number, x: number): 0 | 1 {
  const row = Math.floor(rows / 2) + Math.round(y);
  const column = Math.floor(columns / 2) + Math.round(x);
  if (row < 0 || row >= rows || column < 0 || column >= columns) return 0;
  const index = row * columns + column;
  if (taken[index] === 1) return 0;
  taken[index] = 1;
  return 1;
}

/** The side of the largest fully sampled square in the center. */
function fullSquare(taken: Float32Array, { rows, columns }: Grid): number {
  for (let side = 1; side <= Math.min(rows, columns); side++) {
    const across = centralIndices(columns, side);
    const full = centralIndices(rows, side).every((row) => across.every((x) => taken[row * columns + x]));
    if (!full) return side - 1;
  }
  return Math.min(rows, columns);
}

function checkReached(most: number, target: number, { rows, columns, acceleration }: Grid): void {
  check(most >= target, () => ({
    where: 'spiralMask',
    expected: `an acceleration of at least ${((rows * columns) / most).toFixed(2)}: a spiral leaves the corners empty`,
    received: `${acceleration}`,
  }));
}
