import {
  type BootstrapOptions,
  bootstrapInterval,
  type Interval,
  mcNemarTest,
  mean,
  pairedBootstrap,
  wilsonInterval,
} from '../../evaluate/index.ts';
import type { CaseRow } from './case-rows.ts';
import type { Side } from './side.ts';

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

/** Resampled numbers, at most: a comparison takes a second at most. */
const MOST_DRAWN = 4_000_000;

/** Of more cases than this, plain percentiles say the same as BCa, which leaves out each case in turn. */
const MOST_FOR_BCA = 2000;

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
  const values = side.scores.get(score) ?? new Float64Array();
  const groups = groupsOf(side.cases.map(({ subject }) => subject));
  const plain = { mean: mean(values), cases: values.length };
  if (values.length < 2 || new Set(groups).size < 2) return plain;
  if (score === 'accuracy' && !isGrouped(groups)) {
    const right = values.reduce((total, one) => total + one, 0);
    return { ...plain, interval: wilsonInterval(right, values.length) };
  }
  return { ...plain, interval: bootstrapInterval(meanOf(values), drawn(values.length, groups)) };
}

function differenceOf(
  sides: readonly Side[],
  rows: readonly CaseRow[],
  score: string,
  at: number,
): ScoreDifference | undefined {
  const [first, other] = [sides[0]?.scores.get(score), sides[at]?.scores.get(score)];
  const shared = rows.filter(({ places }) => (places[0] ?? -1) >= 0 && (places[at] ?? -1) >= 0);
  const groups = groupsOf(shared.map(({ subject }) => subject));
  if (!first || !other || new Set(groups).size < 2) return undefined;
  const taken = (values: Float64Array, side: number) =>
    Float64Array.from(shared, ({ places }) => values[places[side] ?? -1] ?? Number.NaN);
  const [a, b] = [taken(other, at), taken(first, 0)];
  const { difference, pValue: resampled } = pairedBootstrap(
    meanOf(a),
    meanOf(b),
    drawn(shared.length, groups),
  );
  const known = { difference, cases: shared.length };
  if (score !== 'accuracy' || isGrouped(groups)) {
    const pValue = Math.max(resampled, leastP(new Set(groups).size));
    return { ...known, pValue, test: 'paired bootstrap' };
  }
  const { pValue } = mcNemarTest(new Float64Array(shared.length).fill(1), a, b);
  return { ...known, pValue, test: 'McNemar' };
}

/** Resampling few subjects cannot be surer than turning their signs in all ways is: 2 in 2ⁿ. */
function leastP(units: number): number {
  return Math.min(1, 2 ** (1 - units));
}

/** The subject of each case; a case without one stands for itself. */
function groupsOf(subjects: readonly (string | undefined)[]): string[] {
  return subjects.map((subject, i) => subject ?? `case ${i}`);
}

function isGrouped(groups: readonly string[]): boolean {
  return new Set(groups).size < groups.length;
}

function drawn(items: number, groups: readonly string[]) {
  const resamples = Math.min(2000, Math.max(200, Math.floor(MOST_DRAWN / items)));
  const method: BootstrapOptions['method'] = items > MOST_FOR_BCA ? 'percentile' : 'BCa';
  return { items, seed: SEED, resamples, method, ...(isGrouped(groups) && { groups }) };
}

function meanOf(values: Float64Array): (items: Uint32Array) => number {
  return (items) => {
    let total = 0;
    for (const item of items) total += values[item] ?? Number.NaN;
    return total / items.length;
  };
}
