/**
 * GRAPPA: lines that were not sampled as weighted sums of neighboring samples of all coils, with weights that
 * calibration lines tell.
 *
 *     ŝ_c(k) = Σ_c′ Σ_d w_cc′(d) s_c′(k + d),  min_W ‖W S − T‖² + λ ‖W‖²
 *
 * Source: Griswold et al., "Generalized autocalibrating partially parallel acquisitions (GRAPPA)", Magn. Reson. Med.
 * 47:1202 (2002).
 */
import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { type ComplexMatrix, timesAdjoint } from '../linear-algebra/complex-matrix.ts';
import type { ShapedArray } from '../shaped-array.ts';
import { extentOf, type Gap, gapsOf, gapWeights, sourcePlaces } from './grappa-kernels.ts';
import { type LinePattern, linePattern } from './line-pattern.ts';
import { multiCoil } from './multi-coil.ts';
import { type Place, patches } from './patches.ts';

/** How {@link grappa} fills lines. */
export interface GrappaOptions {
  /** Samples of a kernel along the readout (odd), and sampled lines (even): [5, 4] by default. */
  readonly kernel?: readonly [rows: number, lines: number];
  /** λ as a share of the mean power of the samples; 0.001 by default. */
  readonly regularization?: number;
}

/**
 * Fills the missing lines (columns) of regularly undersampled k-space; what was sampled stays as it is. Beyond the
 * outermost sampled lines up to R − 1 are filled. Where the calibration lines are too few for a kernel, it takes fewer
 * sampled lines, at least two.
 *
 * @param kspace [coil, 2, row, column], zeros where not sampled, with calibration lines about the center
 * @returns k-space of the same shape
 * @throws InputError where lines are not regular, or the calibration lines too few.
 * @example const images = inverseCenteredFft(grappa(kspace).data, kspace.shape);
 */
export function grappa(kspace: ShapedArray, options: GrappaOptions = {}): ShapedArray {
  const { kernel = [5, 4], regularization = 1e-3 } = options;
  const [along, lines] = kernel;
  checkOptions(along, lines, regularization);
  const { columns } = multiCoil(where, kspace);
  const pattern = linePattern(kspace);
  const filled = { data: kspace.data.slice(), shape: kspace.shape };
  for (const gap of gapsThatFit(pattern, columns, lines)) {
    const weights = gapWeights(kspace, gap, pattern, along, regularization);
    for (const start of gap.starts) fill(kspace, filled, { gap, start, weights, along });
  }
  return filled;
}

const where = 'grappa';

function checkOptions(along: number, lines: number, regularization: number): void {
  check(along >= 1 && along % 2 === 1 && lines >= 2 && lines % 2 === 0, () => ({
    where,
    expected: 'a kernel of an odd number of samples and an even one of lines',
    received: `${along} × ${lines}`,
  }));
  check(regularization > 0 && Number.isFinite(regularization), () => ({
    where,
    expected: 'a regularization above 0',
    received: `${regularization}`,
  }));
}

/** The gaps, with as many sampled lines as sources as the calibration lines allow. */
function gapsThatFit(pattern: LinePattern, columns: number, lines: number): Gap[] {
  const [start, end] = pattern.calibration;
  const gaps = gapsOf(pattern, columns, lines);
  const longest = Math.max(0, ...gaps.map(extentOf).map(([first, last]) => last - first + 1));
  if (longest <= end - start) return gaps;
  check(lines > 2, () => ({
    where,
    expected: `at least ${longest} calibration lines for an acceleration of ${pattern.acceleration}`,
    received: `${end - start}`,
    remedy: 'More calibration lines, or a method with maps: sense, tv, tgv, wavelet.',
  }));
  return gapsThatFit(pattern, columns, lines - 2);
}

/** A gap to be filled. */
interface Filling {
  readonly gap: Gap;
  readonly start: number;
  readonly weights: ComplexMatrix;
  readonly along: number;
}

/** Writes a gap's lines of all coils. */
function fill(kspace: ShapedArray, { data }: ShapedArray, { gap, start, weights, along }: Filling): void {
  const { rows, columns, points } = multiCoil(where, kspace);
  const places = range(rows).map((row): Place => [row, start]);
  const made = timesAdjoint(patches(kspace, places, sourcePlaces(gap, along)), weights);
  for (let at = 0; at < made.re.length; at++) {
    const target = at % made.columns;
    const line = target % gap.length;
    const coil = (target - line) / gap.length;
    const to = 2 * coil * points + ((at - target) / made.columns) * columns + start + line;
    data[to] = made.re[at] ?? 0;
    data[to + points] = made.im[at] ?? 0;
  }
}
