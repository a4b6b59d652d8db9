import { check } from '../../util/errors.ts';
import { type Split, split } from '../split.ts';
import { type DescribedItems, knownValues, type UnitField } from './units.ts';

/** How {@link leaveOneOut} divides. */
export interface LeaveOneOutOptions {
  /** What is left out, one after the other: each site, each scanner, or each subject. */
  readonly by: UnitField;
  readonly seed: number;
  /** The share of the others for validation, from 0 (the default) to 1: by subject. */
  readonly validation?: number;
  readonly stratify?: boolean;
}

/** A split that tests on all items of one site, scanner or subject. */
export interface LeftOut extends Split {
  /** Which one. */
  readonly left: string;
}

/**
 * One split for each site (or scanner, or subject): it tests, the others train. What a network does at a site that it
 * has never seen.
 *
 * @example for (const { left, train, test } of leaveOneOut(data, { by: 'site', seed: 1 })) ...
 * @throws InputError for fewer than two sites, items without one, and subjects at several sites.
 */
export function leaveOneOut(items: DescribedItems, options: LeaveOneOutOptions): LeftOut[] {
  const { by, ...others } = options;
  const values = knownValues(items, by);
  const names = [...new Set(values)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  check(names.length > 1, () => ({
    where: `split of ${items.name}, leaveOneOut`,
    expected: `2 or more ${by}s`,
    received: `${names.length}`,
  }));
  checkApart(items, values, by);
  return names.map((left) => ({ left, ...withoutOne(items, values, left, others) }));
}

function withoutOne(
  { labels, groups, count }: DescribedItems,
  values: readonly string[],
  left: string,
  { seed, validation = 0, stratify = true }: Omit<LeaveOneOutOptions, 'by'>,
): Split {
  const all = Array.from({ length: count }, (_, item) => item);
  const rest = all.filter((item) => values[item] !== left);
  const others = {
    count: rest.length,
    labels: labels && rest.map((item) => labels[item] ?? 0),
    groups: groups && rest.map((item) => groups[item] ?? ''),
  };
  const parts = split(others, { seed, validation, stratify });
  const original = (items: Uint32Array) => items.map((item) => rest[item] ?? 0);
  return {
    train: original(parts.train),
    validation: original(parts.validation),
    test: Uint32Array.from(all.filter((item) => values[item] === left)),
  };
}

function checkApart({ name, groups = [] }: DescribedItems, values: readonly string[], by: UnitField): void {
  const places = new Map<string, string>();
  const traveler = groups.findIndex((subject, item) => {
    const place = places.get(subject);
    places.set(subject, place ?? values[item] ?? '');
    return place !== undefined && place !== values[item];
  });
  check(traveler < 0, () => ({
    where: `split of ${name}, leaveOneOut`,
    expected: `subjects at one ${by} each`,
    received: `subject "${groups[traveler]}" at "${places.get(groups[traveler] ?? '')}" and "${values[traveler]}"`,
    remedy: `Divide by ${by} with random or kFold, which keep such ${by}s together.`,
  }));
}
