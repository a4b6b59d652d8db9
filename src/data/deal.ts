import { sum } from '../util/arrays.ts';
import { check, present } from '../util/errors.ts';
import type { RandomStream } from '../util/random.ts';
import { rebalance, type Unit } from './rebalance.ts';

/** What a split needs to know of the items. A `Dataset` is one, and so is any list with labels. */
export interface Splittable {
  readonly count: number;
  /** The class of each item, to stratify by. */
  readonly labels?: ArrayLike<number> | undefined;
  /** The subject of each item; items of one subject are never separated. */
  readonly groups?: readonly string[] | undefined;
}

/**
 * Deals items to parts by their shares: stratum after stratum, large units first and otherwise in random order.
 * Each unit goes to the part that lacks most of its share of the stratum so far, among equals to the one that lacks
 * most of its share of everything. Where rounding within many small strata adds up, units then move to the parts that
 * lack them. With single items and equal shares, parts differ by one item at most, in each stratum and overall; and
 * every part with a share receives a unit where there are as many units as such parts.
 *
 * @throws InputError when lengths differ, or there are fewer units than parts with a share.
 */
export function deal(
  items: Splittable,
  shares: readonly number[],
  stratify: boolean,
  stream: RandomStream,
): number[][] {
  checkLengths(items);
  const units = shuffled(unitsOf(items, stratify ? items.labels : undefined), stream);
  checkEnough(units.length, shares);
  const parts: Unit[][] = shares.map(() => []);
  const overall = new Quota(shares);
  for (const stratum of strataOf(units)) {
    const within = new Quota(shares);
    for (const unit of stratum) {
      const size = unit.items.length;
      const lacking = (part: number) => within.lack(part, size) * items.count + overall.lack(part, size);
      const chosen = neediest(shares, lacking);
      within.give(chosen, size);
      overall.give(chosen, size);
      parts[chosen]?.push(unit);
    }
  }
  rebalance(parts, shares);
  return parts.map((part) => part.flatMap((unit) => unit.items));
}

/** What parts have been given, against what their shares promise. */
class Quota {
  readonly #shares: readonly number[];
  readonly #given: number[];

  constructor(shares: readonly number[]) {
    this.#shares = shares;
    this.#given = shares.map(() => 0);
  }

  /** How many items short the part is, once `size` more are dealt. */
  lack(part: number, size: number): number {
    return (this.#shares[part] ?? 0) * (sum(this.#given) + size) - (this.#given[part] ?? 0);
  }

  give(part: number, size: number): void {
    this.#given[part] = (this.#given[part] ?? 0) + size;
  }
}

/** The part with a share that lacks most. */
function neediest(shares: readonly number[], lacking: (part: number) => number): number {
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (const [part, share] of shares.entries()) {
    const lack = share > 0 ? lacking(part) : Number.NEGATIVE_INFINITY;
    if (lack > most) [best, most] = [part, lack];
  }
  return best;
}

function unitsOf({ count, groups }: Splittable, labels: ArrayLike<number> | undefined): Unit[] {
  const all = Array.from({ length: count }, (_, item) => item);
  const sets = groups ? [...Map.groupBy(all, (item) => groups[item] ?? '').values()] : all.map((i) => [i]);
  return sets.map((items) => ({ items, stratum: labels ? mostCommon(items.map((i) => labels[i] ?? 0)) : 0 }));
}

function mostCommon(values: readonly number[]): number {
  const sets = [...Map.groupBy(values, (value) => value)];
  const [value] = sets.reduce((best, next) => (next[1].length > best[1].length ? next : best));
  return value;
}

/** The units of each stratum, by ascending class, each with the large units first. */
function strataOf(units: readonly Unit[]): Unit[][] {
  const strata = [...Map.groupBy(units, (unit) => unit.stratum)].sort(([a], [b]) => a - b);
  return strata.map(([, members]) => members.sort((a, b) => b.items.length - a.items.length));
}

function checkLengths({ count, labels, groups }: Splittable): void {
  const fits = (labels?.length ?? count) === count && (groups?.length ?? count) === count;
  check(fits, () => ({
    where: 'split',
    expected: `a label and a group for each of ${count} items, or none`,
    received: `${labels?.length ?? 'no'} labels and ${groups?.length ?? 'no'} groups`,
  }));
}

function checkEnough(units: number, shares: readonly number[]): void {
  check(units >= shares.filter((share) => share > 0).length, () => ({
    where: 'split',
    expected: 'enough items, or subjects where they are known, for each part to receive one',
    received: `${units} for shares of ${shares.map((share) => share.toFixed(3)).join(', ')}`,
  }));
}

function shuffled<T>(values: readonly T[], stream: RandomStream): T[] {
  return Array.from(stream.permutation(values.length), (i) => present(values[i], 'shuffled value'));
}
