import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';
import { checkCount } from './radial.ts';

/** A spiral readout. */
export interface SpiralOptions {
  readonly interleaves: number;
  /** Samples an interleave. */
  readonly samples: number;
  /** The size of the image in pixels; the spiral ends at matrix / 2 cycles per field of view. */
  readonly matrix: number;
  /**
   * α of r = τ^α: 1, an Archimedean spiral, by default; more samples the center more densely than the edge (Kim,
   * Adalsteinsson and Spielman 2003, "Simple analytic variable density spiral design").
   */
  readonly density?: number;
  /** How often an interleave goes around; by default so that at the edge turns are one cycle apart. */
  readonly turns?: number;
}

/**
 * A spiral trajectory from the center outward, interleaves spread evenly over the circle:
 *
 *     k(τ) = matrix / 2 · τ^α exp(2πi (turns τ + interleave / interleaves)),  τ from 0 to 1
 *
 * sampled at equal distances along the curve, as a gradient of constant strength does.
 *
 * @returns k in cycles per field of view, [2, interleave, sample]: k_row, then k_column
 * @throws InputError for numbers of interleaves or samples that are not positive and whole, or a density below 1.
 * @example const trajectory = spiralTrajectory({ interleaves: 8, samples: 2048, matrix: 128, density: 2 });
 */
export function spiralTrajectory(options: SpiralOptions): ShapedArray {
  const { interleaves, samples, matrix, density = 1 } = options;
  checkCount('interleaves', interleaves);
  checkCount('samples', samples);
  check(density >= 1 && matrix > 0, () => ({
    where: 'spiral trajectory',
    expected: 'a density of at least 1 and a matrix above 0',
    received: `${density} and ${matrix}`,
  }));
  const { turns = Math.ceil((matrix / 2) * (density / interleaves)) } = options;
  const taus = equidistant(
    samples,
    (tau) => density * tau ** (density - 1) * Math.hypot(1, (2 * Math.PI * turns * tau) / density),
  );
  const k = new Float32Array(2 * interleaves * samples);
  for (const interleave of range(interleaves)) {
    for (const i of range(samples)) {
      const tau = taus[i] ?? 0;
      const angle = 2 * Math.PI * (turns * tau + interleave / interleaves);
      const r = (matrix / 2) * tau ** density;
      k[interleave * samples + i] = r * Math.cos(angle);
      k[(interleaves + interleave) * samples + i] = r * Math.sin(angle);
    }
  }
  return shaped(k, [2, interleaves, samples]);
}

/** Where a curve over τ from 0 to 1 has points at equal distances along it; `speed` is |dk / dτ|. */
function equidistant(points: number, speed: (tau: number) => number): number[] {
  const steps = 64 * points;
  const lengths = [0];
  for (let i = 0; i < steps; i++) lengths.push((lengths[i] ?? 0) + speed((i + 0.5) / steps));
  const whole = lengths[steps] ?? 0;
  let step = 0;
  return range(points).map((point) => {
    const length = (whole * point) / Math.max(1, points - 1);
    while (step < steps - 1 && (lengths[step + 1] ?? 0) < length) step++;
    const [before, after] = [lengths[step] ?? 0, lengths[step + 1] ?? 0];
    return (step + (length - before) / (after - before)) / steps;
  });
}
