import { check } from '../../util/errors.ts';
import type { Splittable } from '../deal.ts';
import type { ItemSet } from '../item-set.ts';

/** What may be kept together beside a subject. */
export type UnitField = 'subject' | 'site' | 'scanner';

/** Items of which something is known. */
export type DescribedItems = Pick<ItemSet, 'name' | 'count' | 'labels' | 'groups' | 'metadata'>;

/**
 * Items to be divided such that all of one subject stay together and, where `by` says so, all of one site or scanner:
 * sites that share a subject then stay together, too.
 *
 * @example const { train, test } = split(unitsBy(data, 'site'), { test: 0.2, seed: 1 });
 * @throws InputError for items of which that is not known; some of them are named.
 */
export function unitsBy(items: DescribedItems, by: UnitField): Splittable {
  const { count, labels, groups } = items;
  if (by === 'subject') return { count, labels, groups };
  const values = knownValues(items, by);
  return { count, labels, groups: groups ? together(values, groups) : values };
}

/**
 * One field of all items.
 *
 * @throws InputError where it is not known of some; they are counted, and the first ones named.
 */
export function knownValues(items: DescribedItems, field: UnitField | 'date' | 'part'): readonly string[] {
  const values = items.metadata(field);
  check(values !== undefined, () => ({
    where: `split of ${items.name}`,
    expected: `data with a ${field} of each item, as a dataset folder has`,
    received: 'data of which that is not known',
  }));
  const missing = [...values.keys()].filter((item) => values[item] === undefined);
  check(missing.length === 0, () => ({
    where: `split of ${items.name}`,
    expected: `a ${field} of each item`,
    received: `${missing.length} of ${items.count} items without one: ${named(items, missing)}`,
    remedy: 'Choose the items that have one with "where", or divide by subject.',
  }));
  return values.map((value) => value ?? '');
}

/** At most so many items are named in an error. */
const NAMED = 3;

/** The first of some items by their identifiers: "a, b, c ...". */
export function named(items: DescribedItems, some: readonly number[]): string {
  const ids = items.metadata('id');
  const names = some.slice(0, NAMED).map((item) => ids?.[item] ?? `item ${item}`);
  return `${names.join(', ')}${some.length > NAMED ? ' ...' : ''}`;
}

/** For each item the name of its unit: what shares an entry of either list, directly or by others, is one. */
function together(first: readonly string[], second: readonly string[]): string[] {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let above = parents.get(root); above !== undefined; above = parents.get(root)) root = above;
    for (let at = name; at !== root; ) {
      const above = parents.get(at) ?? root;
      parents.set(at, root);
      at = above;
    }
    return root;
  };
  for (const [item, value] of first.entries()) {
    const [a, b] = [rootOf(`a ${value}`), rootOf(`b ${second[item]}`)];
    if (a !== b) parents.set(b, a);
  }
  return first.map((value) => rootOf(`a ${value}`));
}
