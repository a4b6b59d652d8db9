import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type ShapedArray, shaped } from '../shaped-array.ts';

/** How spokes are turned: spread evenly over half a circle or a whole one, or each by the golden angle. */
export type SpokeAngles = 'half-circle' | 'full-circle' | 'golden-angle';

/** A radial readout. */
export interface RadialOptions {
  readonly spokes: number;
  /** Samples a spoke. */
  readonly samples: number;
  /**
   * The size of the image for which a spoke reaches from end to end of k-space, in pixels: a spoke is `matrix` cycles
   * per field of view long. By default `samples`; with twofold readout oversampling half of it.
   */
  readonly matrix?: number;
  /** `half-circle` by default. */
  readonly angles?: SpokeAngles;
  /** Where in a spoke k = 0 is, in samples; by default ⌊samples / 2⌋, which is a sample. */
  readonly center?: number;
  /**
   * How far gradient delays shift a spoke along itself, in samples: by n* S n for a spoke of direction n, with S =
   * [[rows, mixed], [mixed, columns]] (Rosenzweig et al. 2019, "Simple auto-calibrated gradient delay estimation").
   */
  readonly delays?: readonly [rows: number, columns: number, mixed: number];
}

/** The golden angle 180° / 1.618 (Winkelmann et al. 2007), in radians. */
const GOLDEN_ANGLE = (Math.PI * (Math.sqrt(5) - 1)) / 2;

/** One spoke: its direction against the rows' axis, in radians, and where along it the samples are. */
interface Spoke {
  readonly angle: number;
  /** In cycles per field of view. */
  readonly radii: readonly number[];
}

/**
 * A radial trajectory: spoke p has its samples at k = r (cos φ, sin φ), the first along the rows.
 *
 * @returns k in cycles per field of view, [2, spoke, sample]: k_row, then k_column
 * @throws InputError for numbers of spokes or samples that are not positive and whole.
 * @example const trajectory = radialTrajectory({ spokes: 33, samples: 256, matrix: 128 });
 */
export function radialTrajectory(options: RadialOptions): ShapedArray {
  const { spokes, samples } = options;
  const k = new Float32Array(2 * spokes * samples);
  spokesOf(options).forEach(({ angle, radii }, spoke) => {
    radii.forEach((r, i) => {
      k[spoke * samples + i] = r * Math.cos(angle);
      k[(spokes + spoke) * samples + i] = r * Math.sin(angle);
    });
  });
  return shaped(k, [2, spokes, samples]);
}

/**
 * The area of k-space that belongs to each sample of a radial trajectory: of a ring of its width, ∫ |r| dr, the part
 * between the neighboring spokes.
 *
 * @returns areas in (cycles per field of view)², [spoke, sample]; all of them add up to about π (matrix / 2)²
 * @example const weights = radialDensity({ spokes: 33, samples: 256 });
 */
export function radialDensity(options: RadialOptions): ShapedArray {
  const { spokes, samples, matrix = samples } = options;
  const all = spokesOf(options);
  const gaps = angularGaps(all.map(({ angle }) => angle));
  const half = matrix / samples / 2;
  const areas = all.flatMap(({ radii }, spoke) =>
    radii.map((r) => (gaps[spoke] ?? 0) * (signedSquare(r + half) - signedSquare(r - half)) * 0.5),
  );
  return shaped(Float32Array.from(areas), [spokes, samples]);
}

/** r |r|, twice the integral of |r|. */
function signedSquare(r: number): number {
  return r * Math.abs(r);
}

function spokesOf(options: RadialOptions): Spoke[] {
  const { spokes, samples, matrix = samples, angles = 'half-circle' } = options;
  const { center = Math.floor(samples / 2), delays: [rows, columns, mixed] = [0, 0, 0] } = options;
  checkCount('spokes', spokes);
  checkCount('samples', samples);
  const turn = { 'half-circle': Math.PI / spokes, 'full-circle': (2 * Math.PI) / spokes };
  return range(spokes).map((spoke) => {
    const angle = spoke * (angles === 'golden-angle' ? GOLDEN_ANGLE : turn[angles]);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const shift = rows * cos * cos + columns * sin * sin + 2 * mixed * sin * cos;
    return { angle, radii: range(samples).map((i) => ((i - center + shift) * matrix) / samples) };
  });
}

/** Half the distance from each line's neighbor before to the one behind, in radians; lines have no direction. */
function angularGaps(angles: readonly number[]): number[] {
  const folded = angles.map((angle) => angle % Math.PI);
  const order = range(angles.length).sort((a, b) => (folded[a] ?? 0) - (folded[b] ?? 0));
  const at = (place: number) => {
    const turns = Math.floor(place / order.length);
    return (folded[order[place - turns * order.length] ?? 0] ?? 0) + turns * Math.PI;
  };
  const gaps = angles.map(() => 0);
  order.forEach((spoke, place) => {
    gaps[spoke] = (at(place + 1) - at(place - 1)) / 2;
  });
  return gaps;
}

/** Checks a number of things. */
export function checkCount(what: string, count: number): void {
  check(Number.isInteger(count) && count > 0, () => ({
    where: 'trajectory',
    expected: `a positive whole number of ${what}`,
    received: `${count}`,
  }));
}
