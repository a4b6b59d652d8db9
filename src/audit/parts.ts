import type { Item } from '../data/manifest/item.ts';
import { present } from '../util/errors.ts';
import { type AuditDivision, type AuditInput, PARTS, type PartName } from './audit-input.ts';

/** Items that should be in one part, and are in several. */
export interface Torn {
  /** What they have in common: a subject, a series, a hash. */
  readonly key: string;
  /** The positions of the items. */
  readonly items: readonly number[];
  /** The parts they are in, in one division. */
  readonly parts: readonly PartName[];
}

/** Groups of items with the same key that a division tears apart; items without a key are left out. */
export function tornGroups(input: AuditInput, keyOf: (item: Item) => string | undefined): Torn[] {
  const groups = Map.groupBy(positions(input), (at) => keyOf(itemAt(input, at)));
  const partsIn = input.divisions.map((division) => partsByItem(division));
  return [...groups].flatMap(([key, items]) => {
    if (key === undefined || items.length < 2) return [];
    const torn = partsIn
      .map((parts) => PARTS.filter((part) => items.some((at) => parts.get(at)?.has(part))))
      .find((parts) => parts.length > 1);
    return torn ? [{ key, items, parts: torn }] : [];
  });
}

/** The parts of two items where a division has them in different ones. */
export class Separation {
  readonly #divisions: readonly ReadonlyMap<number, ReadonlySet<PartName>>[];

  constructor({ divisions }: AuditInput) {
    this.#divisions = divisions.map((division) => partsByItem(division));
  }

  /** The part of each, where they differ, in the first division that does so. */
  of(first: number, second: number): readonly [PartName, PartName] | undefined {
    for (const parts of this.#divisions) {
      const [a] = parts.get(first) ?? [];
      const [b] = parts.get(second) ?? [];
      if (a && b && a !== b) return [a, b];
    }
    return undefined;
  }
}

/** The parts in which each item is: one, unless the parts overlap. */
export function partsByItem(division: AuditDivision): ReadonlyMap<number, ReadonlySet<PartName>> {
  const parts = new Map<number, Set<PartName>>();
  for (const part of PARTS) {
    for (const item of division[part]) {
      const known = parts.get(item) ?? new Set();
      parts.set(item, known.add(part));
    }
  }
  return parts;
}

/** The items of each part that has any, in the first division. */
export function firstParts({ divisions }: AuditInput): readonly (readonly [PartName, readonly number[]])[] {
  const [division] = divisions;
  if (!division) return [];
  return PARTS.map((part) => [part, division[part]] as const).filter(([, items]) => items.length > 0);
}

/** The numbers of all items. */
export function positions({ items }: AuditInput): number[] {
  return items.map((_, at) => at);
}

/** The item at a position. */
export function itemAt({ items }: AuditInput, at: number): Item {
  return present(items[at], `item ${at}`);
}

/** The identifiers of items. */
export function idsOf(input: AuditInput, at: readonly number[]): string[] {
  return at.map((position) => itemAt(input, position).id);
}
