import { check } from '../../util/errors.ts';
import type { Split } from '../split.ts';
import { type DescribedItems, knownValues } from './units.ts';

/** How {@link chronological} divides: by shares of the items, or at dates. */
export interface ChronologicalOptions {
  /** The share of the items, the latest ones, or the first day, YYYY-MM-DD, of the test part. */
  readonly test: number | string;
  /** The share before the test part, or the first day of the validation part; none by default. */
  readonly validation?: number | string;
}

/** All items of a subject. */
interface Unit {
  readonly items: readonly number[];
  readonly latest: string;
}

/**
 * Divides by date: the latest subjects test, those before them validate, the earliest train, as when a network is put
 * to use after it was trained. A subject that was seen several times belongs to the day it was seen last.
 *
 * @example const { train, test } = chronological(data, { test: 0.2, validation: '2024-01-01' });
 * @throws InputError for items without a date, and for a part that would be empty.
 */
export function chronological(items: DescribedItems, options: ChronologicalOptions): Split {
  const dates = knownValues(items, 'date');
  const units = unitsOf(items, dates);
  const test = take(units, units.length, options.test, items.count);
  const validation =
    options.validation === undefined
      ? []
      : take(units, units.length - test.length, options.validation, items.count);
  const train = units.slice(0, units.length - test.length - validation.length);
  checkFilled(items, { train, validation, test }, options);
  return { train: itemsOf(train), validation: itemsOf(validation), test: itemsOf(test) };
}

/** The units from the earliest to the latest; of one day, in the items' order. */
function unitsOf({ count, groups }: DescribedItems, dates: readonly string[]): Unit[] {
  const all = Array.from({ length: count }, (_, item) => item);
  const sets = groups ? Map.groupBy(all, (item) => groups[item] ?? '').values() : all.map((item) => [item]);
  const units = Array.from(sets, (items) => ({
    items,
    latest: items.map((item) => dates[item] ?? '').reduce((a, b) => (a > b ? a : b)),
  }));
  return units.sort((a, b) => (a.latest < b.latest ? -1 : a.latest > b.latest ? 1 : 0));
}

/** The latest of the units before `end`: from a day on, or as many as come nearest to a share of all items. */
function take(units: readonly Unit[], end: number, from: number | string, count: number): Unit[] {
  let start = end;
  if (typeof from === 'string') {
    while (start > 0 && (units[start - 1]?.latest ?? '') >= from) start--;
    return units.slice(start, end);
  }
  let taken = 0;
  for (; start > 0; start--) {
    const size = units[start - 1]?.items.length ?? 0;
    const isFarther = Math.abs(taken + size - from * count) > Math.abs(taken - from * count);
    if (taken > 0 && isFarther) break;
    taken += size;
  }
  return units.slice(start, end);
}

function checkFilled(
  { name }: DescribedItems,
  parts: Readonly<Record<keyof Split, readonly Unit[]>>,
  { validation }: ChronologicalOptions,
): void {
  const wanted = Object.entries(parts).filter(([part]) => part !== 'validation' || validation !== undefined);
  const empty = wanted.find(([, units]) => units.length === 0);
  const all = [...parts.train, ...parts.validation, ...parts.test];
  check(empty === undefined, () => ({
    where: `split of ${name}, chronological`,
    expected: `subjects for the ${empty?.[0]} part`,
    received: `none: ${all.length} subjects, last seen from ${all[0]?.latest} to ${all.at(-1)?.latest}`,
  }));
}

function itemsOf(units: readonly Unit[]): Uint32Array {
  return Uint32Array.from(units.flatMap(({ items }) => items)).sort();
}
