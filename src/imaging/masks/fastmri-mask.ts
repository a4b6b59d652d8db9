import { check } from '../../util/errors.ts';
import { NumpyRandomState } from './numpy-random.ts';
import { checkMask, maskOfLines, type SamplingMask } from './sampling-mask.ts';

/** The kinds of masks of fastMRI, under its names. */
export const fastmriMaskKinds = [
  'random',
  'equispaced',
  'equispaced_fraction',
  'magic',
  'magic_fraction',
] as const;

/** A kind of {@link fastmriMaskKinds}. */
export type FastmriMaskKind = (typeof fastmriMaskKinds)[number];

/** How {@link fastmriMask} samples. */
export interface FastmriMaskOptions {
  /** Samples of a readout. */
  readonly rows: number;
  /** Phase encodings of the full acquisition. */
  readonly columns: number;
  /** The acceleration, or several, of which the seed chooses one. */
  readonly acceleration: number | readonly number[];
  /** The share of columns that are sampled in the center: one for each acceleration. */
  readonly centerFraction: number | readonly number[];
  /** As for numpy: a number, or a list; fastMRI's own transforms seed by the character codes of the file's name. */
  readonly seed: number | readonly number[];
  /** Where equispaced lines begin; by default the seed says. */
  readonly offset?: number;
}

interface Lines {
  readonly columns: number;
  readonly acceleration: number;
  /** The lines in the center. */
  readonly low: number;
  readonly offset: number | undefined;
  readonly random: NumpyRandomState;
}

/**
 * The mask that fastMRI's `subsample.py` makes of the same numpy seed, line by line.
 *
 * - `random`: each column with the same probability, so that columns / acceleration are expected in all.
 * - `equispaced`: every R-th column from a random offset; with the center, more than 1 / R of all.
 * - `equispaced_fraction`: columns so far apart that 1 / R of all results: what fastMRI's challenge calls equispaced.
 * - `magic`, `magic_fraction`: equispaced with an offset between the halves of k-space (Defazio, arXiv:1912.01101).
 *
 * Source: Zbontar et al., arXiv:1811.08839, and the code of fastMRI 0.3 (`MaskFunc` and its kin).
 *
 * @example fastmriMask('random', { rows: 640, columns: 368, acceleration: 4, centerFraction: 0.08, seed: 42 });
 */
export function fastmriMask(kind: FastmriMaskKind, options: FastmriMaskOptions): SamplingMask {
  const { rows, columns, seed, offset } = options;
  const random = new NumpyRandomState(seed);
  const { acceleration, centerFraction } = chosen(options, random);
  checkMask('fastmriMask', { rows, columns, acceleration }, columns);
  const whole = kind === 'random' || kind === 'equispaced_fraction' || Number.isInteger(acceleration);
  checkThat(whole, 'a whole acceleration for this kind', acceleration);
  const asked = roundHalfEven(columns * centerFraction);
  const { low, ...spacing } =
    kind === 'magic_fraction' ? adjusted(columns, asked, acceleration) : { low: asked, acceleration };
  const taken = samplers[kind]({ columns, low, offset, random, ...spacing });
  const first = Math.floor((columns - low + 1) / 2);
  for (let i = first; i < first + low; i++) taken[i] = 1;
  return maskOfLines(taken, rows, low);
}

const samplers: Record<FastmriMaskKind, (lines: Lines) => Uint8Array> = {
  random: randomLines,
  equispaced: equispacedLines,
  equispaced_fraction: fractionLines,
  magic: magicLines,
  magic_fraction: magicLines,
};

/** The acceleration and its share of central lines: of several, the one that the seed chooses. */
function chosen(options: FastmriMaskOptions, random: NumpyRandomState) {
  const accelerations = [options.acceleration].flat();
  const fractions = [options.centerFraction].flat();
  const paired = accelerations.length === fractions.length && fractions.length > 0;
  checkThat(
    paired,
    'one center fraction for each acceleration',
    `${fractions.length} for ${accelerations.length}`,
  );
  const index = random.randint(accelerations.length);
  const [acceleration = 1, centerFraction = 0] = [accelerations[index], fractions[index]];
  checkThat(centerFraction >= 0 && centerFraction <= 1, 'a center fraction from 0 to 1', centerFraction);
  return { acceleration, centerFraction };
}

/** P(column) = (N / R - N_low) / (N - N_low). */
function randomLines({ columns, acceleration, low, random }: Lines): Uint8Array {
  const probability = (columns / acceleration - low) / (columns - low);
  return Uint8Array.from({ length: columns }, () => Number(random.uniform() < probability));
}

function equispacedLines({ columns, acceleration, offset, random }: Lines): Uint8Array {
  const first = offset ?? random.randint(acceleration);
  checkOffset(first, columns);
  return Uint8Array.from({ length: columns }, (_, i) =>
    Number(i >= first && (i - first) % acceleration === 0),
  );
}

/** Spacing R (N_low - N) / (N_low R - N), rounded to columns. */
function fractionLines({ columns, acceleration, low, offset, random }: Lines): Uint8Array {
  checkThat(low * acceleration < columns, `fewer than ${columns / acceleration} central lines`, low);
  const spacing = (acceleration * (low - columns)) / (low * acceleration - columns);
  const first = offset ?? random.randint(roundHalfEven(spacing));
  checkOffset(first, columns);
  const taken = new Uint8Array(columns);
  const step = first + spacing - first; // as numpy's arange rounds it
  const count = Math.ceil((columns - 1 - first) / spacing);
  for (let i = 0; i < count; i++) taken[roundHalfEven(first + i * step)] = 1;
  return taken;
}

/** Every R-th line of either half, outward from the center, the negative half offset against the positive one. */
function magicLines({ columns, acceleration, offset, random }: Lines): Uint8Array {
  const drawn = offset ?? random.randint(acceleration);
  checkOffset(drawn, columns);
  const [positive, negative] = drawn % 2 === 0 ? [drawn + 1, drawn + 2] : [drawn + 2, drawn - 1];
  const center = Math.floor(columns / 2);
  return Uint8Array.from({ length: columns }, (_, i) => {
    const distance = i >= center ? i - center - positive : center - 1 - i - negative;
    return Number(distance >= 0 && distance % acceleration === 0);
  });
}

/** Central lines and spacing with which `magic_fraction` reaches the acceleration. */
function adjusted(columns: number, asked: number, acceleration: number) {
  const target = roundHalfEven(columns / acceleration);
  const low = Math.max(Math.min(asked, target), 1);
  checkThat(target > low, `fewer than ${target} central lines`, low);
  return { low, acceleration: roundHalfEven(columns / (target - low)) };
}

/** Rounds as Python does: halves go to the even neighbor. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}

function checkOffset(offset: number, columns: number): void {
  const fits = Number.isInteger(offset) && offset >= 0 && offset < columns;
  checkThat(fits, `an offset from 0 to ${columns - 1}`, offset);
}

function checkThat(condition: boolean, expected: string, received: number | string): void {
  check(condition, () => ({ where: 'fastmriMask', expected, received: String(received) }));
}
