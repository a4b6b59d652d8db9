import { range } from '../util/arrays.ts';
import { check } from '../util/errors.ts';
import { RandomStream } from '../util/random.ts';
import { checkLevel } from './arguments.ts';
import { normalCdf, normalQuantile } from './distributions.ts';
import { type Interval, mean } from './interval.ts';

/** A number computed from the items at `indices`, which may repeat. */
export type Statistic = (indices: Uint32Array) => number;

/** How {@link bootstrapInterval} resamples. */
export interface BootstrapOptions {
  /** How many items there are; the statistic receives indices from 0 to items - 1. */
  readonly items: number;
  /**
   * The subject of each item. Where given, whole subjects are drawn: slices of one patient are not independent,
   * and drawing them singly makes intervals too narrow (Davison and Hinkley 1997, section 3.8).
   */
  readonly groups?: ArrayLike<number | string>;
  readonly seed: number;
  /** How many resamples, 2000 by default. */
  readonly resamples?: number;
  /** Confidence level, 0.95 by default. */
  readonly level?: number;
  /** Bias-corrected and accelerated (BCa, the default), or the plain percentiles. */
  readonly method?: 'BCa' | 'percentile';
}

/** A jackknife over more units than this leaves out blocks of them. */
const MOST_JACKKNIFE_BLOCKS = 1000;

/**
 * The bootstrap interval of any statistic. Resamples on which the statistic is not finite (an AUC without
 * positives) are left out; more than a tenth of them is an error.
 *
 * Source: Efron, J. Am. Stat. Assoc. 82:171 (1987); Efron and Tibshirani, An Introduction to the Bootstrap (1993),
 * chapters 13 and 14.
 *
 * @example bootstrapInterval((items) => mean(Array.from(items, (i) => errors[i] ?? 0)), { items: errors.length, seed: 1 });
 */
export function bootstrapInterval(statistic: Statistic, options: BootstrapOptions): Interval {
  return intervalFromReplicates(statistic, bootstrapReplicates(statistic, options), options);
}

/** The interval of {@link bootstrapInterval} from replicates that were drawn already. */
export function intervalFromReplicates(
  statistic: Statistic,
  replicates: Float64Array,
  options: BootstrapOptions,
): Interval {
  const { level = 0.95, method = 'BCa' } = options;
  const units = unitsOf(options);
  const estimate = statistic(Uint32Array.from(units.flat()));
  if (method === 'percentile') return percentileInterval(estimate, replicates, level);
  return bcaInterval(estimate, replicates, jackknife(statistic, units), level);
}

/** The statistic's values on the resamples of {@link bootstrapInterval}, in the order drawn. */
export function bootstrapReplicates(statistic: Statistic, options: BootstrapOptions): Float64Array {
  const { seed, resamples = 2000, level = 0.95 } = options;
  checkLevel('bootstrapInterval', level);
  const units = unitsOf(options);
  const random = RandomStream.derive(seed, 'bootstrap');
  const drawUnit = (): readonly number[] => units[random.integer(units.length)] ?? [];
  const replicates = Float64Array.from({ length: resamples }, () =>
    statistic(gather(units.length, drawUnit)),
  );
  const finite = replicates.filter(Number.isFinite);
  check(finite.length >= 0.9 * resamples && resamples >= 1, () => ({
    where: 'bootstrapInterval',
    expected: 'a statistic that is finite on at least 9 of 10 resamples',
    received: `${finite.length} finite values of ${resamples}`,
    remedy: 'There may be too few items of one class.',
  }));
  return finite;
}

function gather(units: number, drawUnit: () => readonly number[]): Uint32Array {
  const indices: number[] = [];
  for (let i = 0; i < units; i++) for (const index of drawUnit()) indices.push(index);
  return Uint32Array.from(indices);
}

/** The items of each independent unit: single items, or all items of a group. */
function unitsOf({ items, groups }: BootstrapOptions): readonly (readonly number[])[] {
  check(items >= 2 && (groups === undefined || groups.length === items), () => ({
    where: 'bootstrapInterval',
    expected: 'at least 2 items, and one group for each where groups are given',
    received: `${items} items${groups ? ` and ${groups.length} groups` : ''}`,
  }));
  if (!groups) return range(items).map((i) => [i]);
  const units = [...Map.groupBy(range(items), (i) => groups[i]).values()];
  check(units.length >= 2, () => ({
    where: 'bootstrapInterval',
    expected: 'at least 2 groups',
    received: 'all items in one',
    remedy: 'One subject says nothing about the spread between subjects.',
  }));
  return units;
}

/** The middle `level` of the replicates (Efron and Tibshirani 1993, section 13.3). */
export function percentileInterval(estimate: number, replicates: Float64Array, level: number): Interval {
  const sorted = replicates.toSorted();
  const [lower, upper] = [quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)];
  return { estimate, lower, upper, level, method: 'bootstrap percentile' };
}

/**
 * The bias-corrected and accelerated interval from replicates and leave-one-out values (Efron and Tibshirani 1993,
 * eq. 14.9 to 14.15). Where all replicates lie on one side of the estimate it is undefined, and the percentile
 * interval is returned, under its name.
 */
export function bcaInterval(
  estimate: number,
  replicates: Float64Array,
  leaveOneOut: Float64Array,
  level: number,
): Interval {
  const bias = normalQuantile(shareBelow(replicates, estimate));
  const a = acceleration(leaveOneOut);
  const share = (p: number): number => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - a * z));
  };
  const [low, high] = [share((1 - level) / 2), share((1 + level) / 2)];
  if (!Number.isFinite(bias) || !(low < high)) return percentileInterval(estimate, replicates, level);
  const sorted = replicates.toSorted();
  return {
    estimate,
    lower: quantile(sorted, low),
    upper: quantile(sorted, high),
    level,
    method: 'bootstrap BCa',
  };
}

/** The share of values below `bound`, equal ones counting one half. */
function shareBelow(values: Float64Array, bound: number): number {
  let twice = 0;
  for (const value of values) twice += value < bound ? 2 : value === bound ? 1 : 0;
  return twice / 2 / values.length;
}

/** Σ dᵢ³ / 6 (Σ dᵢ²)^1.5 with dᵢ the mean of the leave-one-out values less the i-th (eq. 14.15). */
function acceleration(leaveOneOut: Float64Array): number {
  const center = mean(leaveOneOut);
  let [squares, cubes] = [0, 0];
  for (const value of leaveOneOut) {
    squares += (center - value) ** 2;
    cubes += (center - value) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** The statistic without each unit in turn, or without each block of units where there are many. */
function jackknife(statistic: Statistic, units: readonly (readonly number[])[]): Float64Array {
  const blocks = Math.min(units.length, MOST_JACKKNIFE_BLOCKS);
  return Float64Array.from({ length: blocks }, (_, block) =>
    statistic(Uint32Array.from(units.filter((_, unit) => unit % blocks !== block).flat())),
  ).filter(Number.isFinite);
}

/** The p-quantile of sorted values with linear interpolation (Hyndman and Fan's type 7, numpy's default). */
export function quantile(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
