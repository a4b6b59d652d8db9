import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import {
  centralIndices,
  checkMask,
  type MaskOptions,
  maskOfLines,
  type RandomMaskOptions,
  type SamplingMask,
  samplesToTake,
} from './sampling-mask.ts';

/**
 * Every R-th column, the central one among them, and the calibration lines besides: what GRAPPA and SENSE expect.
 * The acceleration has to be whole; with calibration lines, the actual one is lower.
 *
 * @throws InputError for an acceleration below 1, above the number of columns, or with a fraction.
 * @example const { mask, acceleration } = regularMask({ rows: 128, columns: 128, acceleration: 4, calibrationLines: 24 });
 */
export function regularMask(options: MaskOptions): SamplingMask {
  const { rows, columns, acceleration, calibrationLines } = checkMask(
    'regularMask',
    options,
    options.columns,
  );
  check(Number.isInteger(acceleration), () => ({
    where: 'regularMask',
    expected: 'a whole acceleration',
    received: `${acceleration}`,
  }));
  const first = Math.floor(columns / 2) % acceleration;
  const lines = Uint8Array.from({ length: columns }, (_, i) => Number(i % acceleration === first));
  for (const line of centralIndices(columns, calibrationLines)) lines[line] = 1;
  return maskOfLines(lines, rows, calibrationLines);
}

/**
 * The calibration lines, and others drawn with equal probability until columns / R are taken, exactly.
 *
 * @throws InputError for an acceleration that cannot be, or more calibration lines than it leaves.
 * @example randomMask({ rows: 128, columns: 128, acceleration: 4, calibrationLines: 12, seed: 1 });
 */
export function randomMask(options: RandomMaskOptions): SamplingMask {
  return weightedLines('randomMask', options, () => 1);
}

/** How {@link gaussianMask} spreads its lines. */
export interface GaussianMaskOptions extends RandomMaskOptions {
  /** Standard deviation of the density as a share of the columns, 0.15 by default. */
  readonly standardDeviation?: number;
}

/**
 * The calibration lines, and others whose density is Gaussian around the center; columns / R in all, exactly.
 *
 * @throws InputError as {@link randomMask}.
 * @example gaussianMask({ rows: 128, columns: 128, acceleration: 4, calibrationLines: 8, seed: 1 });
 */
export function gaussianMask(options: GaussianMaskOptions): SamplingMask {
  const { standardDeviation = 0.15 } = options;
  checkPositive('gaussianMask', 'standard deviation', standardDeviation);
  return weightedLines('gaussianMask', options, (k) => Math.exp(-((k / standardDeviation) ** 2) / 2));
}

/** How {@link polynomialMask} spreads its lines. */
export interface PolynomialMaskOptions extends RandomMaskOptions {
  /** The density's exponent, 2 by default. */
  readonly power?: number;
}

/**
 * The calibration lines, and others with density (1 - 2 |k|)^power, k from -1/2 to 1/2; columns / R in all, exactly.
 *
 * Source: Lustig, Donoho and Pauly, Magn. Reson. Med. 58:1182 (2007).
 *
 * @throws InputError as {@link randomMask}.
 * @example polynomialMask({ rows: 128, columns: 128, acceleration: 4, calibrationLines: 8, seed: 1 });
 */
export function polynomialMask(options: PolynomialMaskOptions): SamplingMask {
  const { power = 2 } = options;
  checkPositive('polynomialMask', 'power', power);
  return weightedLines('polynomialMask', options, (k) => (1 - 2 * Math.abs(k)) ** power);
}

/**
 * Lines without replacement, with probabilities as `density` of k in [-1/2, 1/2): those with the largest u^(1 / w)
 * (Efraimidis and Spirakis, Inf. Process. Lett. 97:181, 2006).
 */
function weightedLines(
  where: string,
  options: RandomMaskOptions,
  density: (k: number) => number,
): SamplingMask {
  const { rows, columns, acceleration, calibrationLines } = checkMask(where, options, options.columns);
  const target = samplesToTake(where, columns, acceleration, calibrationLines);
  const random = RandomStream.derive(options.seed, where);
  const center = Math.floor(columns / 2);
  const keys = Float64Array.from({ length: columns }, (_, i) => {
    const weight = Math.max(density((i - center) / columns), Number.MIN_VALUE);
    return Math.log(1 - random.uniform()) / weight;
  });
  for (const line of centralIndices(columns, calibrationLines)) keys[line] = 1;
  const lines = new Uint8Array(columns);
  const order = range(columns).sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0) || a - b);
  for (const line of order.slice(0, target)) lines[line] = 1;
  return maskOfLines(lines, rows, calibrationLines);
}

function checkPositive(where: string, what: string, value: number): void {
  check(Number.isFinite(value) && value > 0, () => ({
    where,
    expected: `a ${what} above 0`,
    received: `${value}`,
  }));
}
