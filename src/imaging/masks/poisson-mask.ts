/**
 * Poisson-disc masks: random, but no two samples closer than a radius r(k), so that aliasing becomes noise and no hole
 * is left. r(k) = r₀ (1 + s ρ(k)), with ρ the distance from the center, 1 at the edges, and r₀ found by bisection.
 *
 * Each point of the grid stands for one position within its cell, drawn at random, so that distances are not those of
 * the grid. These darts are thrown in random order until none is free (Cook, ACM Trans. Graph. 5:51, 1986), which costs
 * a few operations a point. Bridson, SIGGRAPH sketches (2007), throws around the samples that are there instead;
 * Tulleken, Dev.Mag 21 (2008), lets the radius vary.
 */
import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import {
  centralSquare,
  checkMask,
  type Grid,
  maskOfPoints,
  type RandomMaskOptions,
  type SamplingMask,
  samplesToTake,
} from './sampling-mask.ts';

/** How {@link poissonMask} samples. */
export interface PoissonMaskOptions extends RandomMaskOptions {
  /** s: by how much the distance between samples grows from the center to an edge, 2 by default; 0 for a constant one. */
  readonly slope?: number;
}

/** A dart for every point of the grid: where it lands, in samples, and its radius before scaling. */
interface Darts extends Grid {
  readonly y: Float32Array;
  readonly x: Float32Array;
  readonly radii: Float32Array;
  /** The order in which they are thrown: the calibration square, then at random. */
  readonly order: Uint32Array;
  readonly calibration: number;
}

const BISECTIONS = 12;

/**
 * A variable-density Poisson-disc mask over rows and columns (two phase encodings), a square of calibration samples in
 * its center; rows × columns / R samples, exactly.
 *
 * @throws InputError for an acceleration that cannot be, or a calibration square larger than it leaves.
 * @example poissonMask({ rows: 256, columns: 256, acceleration: 8, calibrationLines: 24, seed: 1 });
 */
export function poissonMask(options: PoissonMaskOptions): SamplingMask {
  const { slope = 2, seed } = options;
  const grid = checkMask('poissonMask', options, options.rows * options.columns);
  check(slope >= 0 && slope <= 100, () => ({
    where: 'poissonMask',
    expected: 'a slope from 0 to 100',
    received: `${slope}`,
  }));
  const square = centralSquare(grid);
  const { rows, columns, acceleration, calibrationLines } = grid;
  const target = samplesToTake('poissonMask', rows * columns, acceleration, square.length);
  const samples = enoughSamples(
    dartsOf(grid, slope, square, RandomStream.derive(seed, 'poissonMask')),
    target,
  );
  const taken = new Float32Array(rows * columns);
  for (const index of samples.subarray(0, target)) taken[index] = 1;
  return maskOfPoints(taken, rows, columns, calibrationLines);
}

function dartsOf(grid: Grid, slope: number, square: readonly number[], random: RandomStream): Darts {
  const { rows, columns } = grid;
  const count = rows * columns;
  const [y, x, radii] = [new Float32Array(count), new Float32Array(count), new Float32Array(count)];
  for (let i = 0; i < count; i++) {
    y[i] = Math.floor(i / columns) + random.uniform() - 0.5;
    x[i] = (i % columns) + random.uniform() - 0.5;
    const [v, u] = [(2 * (y[i] ?? 0)) / rows - 1, (2 * (x[i] ?? 0)) / columns - 1];
    radii[i] = 1 + slope * Math.hypot(v, u);
  }
  const order = Uint32Array.from([...square, ...random.permutation(count)]);
  return { ...grid, y, x, radii, order, calibration: square.length };
}

/** Samples in the order thrown, calibration first: at least `target`, by the largest radius that leaves so many. */
function enoughSamples(darts: Darts, target: number): Uint32Array {
  let [low, high] = [0, 2 * Math.sqrt(darts.acceleration) + 1];
  let samples = throwDarts(darts, low);
  for (let i = 0; i < BISECTIONS; i++) {
    const scale = (low + high) / 2;
    const thrown = throwDarts(darts, scale);
    if (thrown.length >= target) [low, samples] = [scale, thrown];
    else high = scale;
  }
  return samples;
}

/** The points that are taken when each, in turn, is taken if no earlier one covers it; all of the calibration. */
function throwDarts(darts: Darts, scale: number): Uint32Array {
  const { order, radii, calibration } = darts;
  const covered = new Uint8Array(radii.length);
  const samples = new Uint32Array(radii.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const index = order[i] ?? 0;
    if (i >= calibration && covered[index]) continue;
    samples[count++] = index;
    cover(covered, darts, index, scale * (radii[index] ?? 1));
  }
  return samples.subarray(0, count);
}

/** Marks the dart and all that land closer to it than `radius`. */
function cover(covered: Uint8Array, { rows, columns, y, x }: Darts, index: number, radius: number): void {
  const [y0, x0] = [y[index] ?? 0, x[index] ?? 0];
  const [top, bottom] = [Math.max(0, Math.round(y0 - radius)), Math.min(rows - 1, Math.round(y0 + radius))];
  const [left, right] = [
    Math.max(0, Math.round(x0 - radius)),
    Math.min(columns - 1, Math.round(x0 + radius)),
  ];
  for (let row = top; row <= bottom; row++) {
    for (let i = row * columns + left; i <= row * columns + right; i++) {
      const [dy, dx] = [(y[i] ?? 0) - y0, (x[i] ?? 0) - x0];
      if (dy * dy + dx * dx < radius * radius) covered[i] = 1;
    }
  }
  covered[index] = 1;
}
