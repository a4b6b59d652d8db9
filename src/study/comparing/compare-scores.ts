import {
  bootstrapInterval,
  type Interval,
  mcNemarTest,
  mean,
  pairedBootstrap,
  wilsonInterval,
} from '../../evaluate/index.ts';
import { type CaseRow, scoreIn } from './case-rows.ts';
import type { Side } from './side.ts';
import { meanOverUnits, unitsBySubject } from './units.ts';

/** The mean of a score over cases, with what it may be for others. */
export interface MeanScore {
  readonly mean: number;
  readonly cases: number;
  /** Where there are cases enough. */
  readonly interval?: Interval;
}

/** How much a side's mean is greater than the first side's, over the cases that both have. */
export interface ScoreDifference {
  readonly difference: Interval;
  readonly pValue: number;
  /** `McNemar` where it says whether shares of right answers differ. */
  readonly test: 'paired bootstrap' | 'McNemar';
  readonly cases: number;
}

/** A score of all sides. */
export interface ComparedScore {
  readonly score: string;
  readonly means: readonly MeanScore[];
  /** None for the first side, and where too few cases are shared. */
  readonly differences: readonly (ScoreDifference | undefined)[];
}

const SEED = 0;

/** Every score of every side, and how it differs from the first side's on the cases that both have. */
export function compareScores(sides: readonly Side[], rows: readonly CaseRow[]): ComparedScore[] {
  const names = [...new Set(sides.flatMap(({ scores }) => [...scores.keys()]))];
  return names.map((score) => ({
    score,
    means: sides.map((side) => meanScore(side, score)),
    differences: sides.map((_, at) => (at === 0 ? undefined : differenceOf(sides, rows, score, at))),
  }));
}

function meanScore(side: Side, score: string): MeanScore {
  const all = side.scores.get(score) ?? new Float64Array();
  const known = side.cases.map((_, i) => i).filter((i) => Number.isFinite(all[i]));
  const values = Float64Array.from(known, (i) => all[i] ?? Number.NaN);
  const units = unitsBySubject(known.map((i) => side.cases[i]?.subject));
  const plain = { mean: mean(values), cases: values.length };
  if (units.count < 2) return plain;
  if (score === 'accuracy' && units.subjects === values.length) {
    const right = values.reduce((total, one) => total + one, 0);
    return { ...plain, interval: wilsonInterval(right, values.length) };
  }
  const drawn = { items: units.count, seed: SEED };
  return { ...plain, interval: bootstrapInterval(meanOverUnits(values, units), drawn) };
}

function differenceOf(
  sides: readonly Side[],
  rows: readonly CaseRow[],
  score: string,
  at: number,
): ScoreDifference | undefined {
  const scoreOf = (side: number, { places }: CaseRow) => scoreIn(sides[side], score, places[side]);
  const shared = rows.filter((row) => Number.isFinite(scoreOf(0, row) + scoreOf(at, row)));
  const units = unitsBySubject(shared.map(({ subject }) => subject));
  if (units.count < 2) return undefined;
  const values = (side: number) => Float64Array.from(shared, (row) => scoreOf(side, row));
  const [a, b] = [values(at), values(0)];
  const found = pairedBootstrap(meanOverUnits(a, units), meanOverUnits(b, units), {
    items: units.count,
    seed: SEED,
  });
  const known = { difference: found.difference, cases: shared.length };
  if (score !== 'accuracy' || units.subjects < shared.length) {
    return { ...known, pValue: Math.max(found.pValue, leastP(units.subjects)), test: 'paired bootstrap' };
  }
  const { pValue } = mcNemarTest(new Float64Array(shared.length).fill(1), a, b);
  return { ...known, pValue, test: 'McNemar' };
}

/** Resampling few subjects cannot be surer than turning their signs in all ways is: 2 in 2ⁿ. */
function leastP(subjects: number): number {
  return Math.min(1, 2 ** (1 - subjects));
}
