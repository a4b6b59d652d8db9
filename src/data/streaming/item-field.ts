import { check } from '../../util/errors.ts';
import type { Item } from '../manifest/item.ts';

/** What an item may be chosen by, or what may be predicted of it. */
export const itemFields = [
  'label',
  'subject',
  'session',
  'series',
  'site',
  'scanner',
  'part',
  'format',
  'orientation',
  'modality',
  'description',
  'bodyPart',
  'protocol',
  'sex',
  'ageYears',
  'fieldStrengthTesla',
] as const;

/** One of them. */
export type ItemField = (typeof itemFields)[number];

/** What a field of an item says, as text. */
export function fieldOf(item: Item, field: ItemField): string | undefined {
  const value = { ...item.acquisition, ...item }[field];
  return value === undefined ? undefined : String(value);
}

/** Which values of which fields the items have that are wanted: one of a list, or the only one. */
export type ItemFilter = Readonly<Partial<Record<ItemField, string | number | readonly (string | number)[]>>>;

/**
 * The items that a filter lets pass.
 *
 * @throws InputError where none does; it says which values there are.
 */
export function chosenItems(items: readonly Item[], where: ItemFilter, name: string): readonly Item[] {
  let chosen = items;
  for (const field of fieldsOf(where)) {
    const wanted = new Set([where[field] ?? []].flat().map(String));
    const before = chosen;
    chosen = before.filter((item) => wanted.has(fieldOf(item, field) ?? ''));
    check(chosen.length > 0, () => ({
      where: `data, ${name}, where`,
      expected: `items whose ${field} is ${[...wanted].join(' or ')}`,
      received: `${before.length} items with ${valuesOf(before, field)}`,
    }));
  }
  return chosen;
}

function fieldsOf(where: ItemFilter): ItemField[] {
  return itemFields.filter((field) => where[field] !== undefined);
}

/** At most so many values are listed. */
const LISTED = 5;

function valuesOf(items: readonly Item[], field: ItemField): string {
  const values = [...new Set(items.map((item) => fieldOf(item, field) ?? '(none)'))];
  return `${values.slice(0, LISTED).join(', ')}${values.length > LISTED ? ' ...' : ''}`;
}
