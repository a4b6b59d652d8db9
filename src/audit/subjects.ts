import type { Item } from '../data/manifest/item.ts';
import type { AuditInput } from './audit-input.ts';

/** A subject with its items: what counts as one observation, for items of one subject are not independent. */
export interface Subject {
  readonly name: string;
  readonly items: readonly Item[];
  /** The label that most of its items have, if any has one. */
  readonly label: string | undefined;
}

/** More labels than this are no classes. */
const MOST_CLASSES = 50;

/** All subjects, in the order of their first items. */
export function subjectsOf({ items }: AuditInput): Subject[] {
  return [...Map.groupBy(items, ({ subject }) => subject)].map(([name, own]) => ({
    name,
    items: own,
    label: mostCommon(own.map(({ label }) => label)),
  }));
}

/** The classes of the items; none where labels are missing, or so many that they must be values. */
export function classesOf({ items }: AuditInput): string[] {
  const labels = new Set(items.flatMap(({ label }) => label ?? []));
  return labels.size <= MOST_CLASSES && 2 * labels.size <= items.length ? [...labels].sort() : [];
}

/** The most frequent value that is there; the first among equals. */
export function mostCommon<T>(values: readonly (T | undefined)[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [best, most]: [T | undefined, number] = [undefined, 0];
  for (const [value, count] of counts) if (count > most) [best, most] = [value, count];
  return best;
}
