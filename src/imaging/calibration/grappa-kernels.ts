import { range } from '../../util/arrays.ts';
import { check } from '../../util/errors.ts';
import { cholesky, solveCholesky } from '../linear-algebra/cholesky.ts';
import { adjointMatrix, type ComplexMatrix, timesAdjoint } from '../linear-algebra/complex-matrix.ts';
import type { ShapedArray } from '../shaped-array.ts';
import type { LinePattern } from './line-pattern.ts';
import { multiCoil } from './multi-coil.ts';
import { type Place, patches, rectangle } from './patches.ts';

/** One kind of gap between sampled lines. */
export interface Gap {
  /** How many lines are missing. */
  readonly length: number;
  /** The sampled lines from which they are made, from the first missing one. */
  readonly sources: readonly number[];
  /** Where such gaps begin. */
  readonly starts: readonly number[];
}

/**
 * The kinds of gaps of a pattern: between neighboring sampled lines, and R − 1 lines beyond the outermost. Their sources
 * are every R-th line on both sides, within the calibration lines, too, so that nearly all gaps are of one kind.
 */
export function gapsOf({ sampled, acceleration }: LinePattern, columns: number, lines: number): Gap[] {
  const kinds = new Map<string, { length: number; sources: readonly number[]; starts: number[] }>();
  const known = new Set(sampled);
  const steps = range(lines / 2).map((step) => step * acceleration);
  for (let i = 0; i <= sampled.length; i++) {
    const before = sampled[i - 1] ?? Math.max(-1, (sampled[0] ?? 0) - acceleration);
    const after = sampled[i] ?? Math.min(columns, (sampled.at(-1) ?? 0) + acceleration);
    const [start, length] = [before + 1, after - before - 1];
    if (length <= 0) continue;
    const near = [...steps.map((step) => before - step).reverse(), ...steps.map((step) => after + step)];
    const sources = near.filter((line) => known.has(line)).map((line) => line - start);
    const key = `${length}: ${sources.join(' ')}`;
    const kind = kinds.get(key) ?? { length, sources, starts: [] };
    kind.starts.push(start);
    kinds.set(key, kind);
  }
  return [...kinds.values()];
}

/** From the first to the last line that a gap and its sources take. */
export function extentOf({ length, sources }: Gap): readonly [first: number, last: number] {
  return [Math.min(0, ...sources), Math.max(length - 1, ...sources)];
}

/** The places of a kernel's sources about a row and a gap's beginning. */
export function sourcePlaces({ sources }: Gap, along: number): Place[] {
  const half = (along - 1) / 2;
  return rectangle(along, sources.length, -half).map(([row, i]) => [row, sources[i] ?? 0]);
}

/**
 * The weights of a kind of gap, from everywhere where gap and sources lie within the calibration lines.
 *
 * @returns W, conjugated: a row for each coil and missing line, a column for each coil and source
 */
export function gapWeights(
  kspace: ShapedArray,
  gap: Gap,
  { calibration: [start, end] }: LinePattern,
  along: number,
  regularization: number,
): ComplexMatrix {
  const { rows } = multiCoil('grappa', kspace);
  const [first, last] = extentOf(gap);
  const half = (along - 1) / 2;
  const places = rectangle(rows - 2 * half, end - start - (last - first), half, start - first);
  check(places.length > 0, () => ({
    where: 'grappa',
    expected: `at least ${along} rows, and ${last - first + 1} calibration lines`,
    received: `${rows} rows, and ${end - start} calibration lines`,
  }));
  const sources = adjointMatrix(patches(kspace, places, sourcePlaces(gap, along)));
  const targets = adjointMatrix(patches(kspace, places, rectangle(1, gap.length)));
  const gram = timesAdjoint(sources, sources);
  regularize(gram, regularization);
  return solveCholesky(cholesky(gram), timesAdjoint(targets, sources));
}

/** Adds a share of the mean of the diagonal to it. */
function regularize({ rows: n, re }: ComplexMatrix, share: number): void {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += re[i * (n + 1)] ?? 0;
  check(trace > 0, () => ({
    where: 'grappa',
    expected: 'signal in the calibration lines',
    received: 'zeros',
  }));
  for (let i = 0; i < n; i++) re[i * (n + 1)] = (re[i * (n + 1)] ?? 0) + (share * trace) / n;
}
