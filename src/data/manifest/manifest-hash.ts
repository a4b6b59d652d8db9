import { createHash } from 'node:crypto';
import type { Item } from './item.ts';

/**
 * A hash of what a dataset is: of all its items, in their order, without the places where their values lie. It stays
 * when files are moved or the dataset is made again, and changes with any value, label or subject. SHA-256 in
 * hexadecimal.
 */
export function manifestHash(items: Iterable<Item>): string {
  const hash = createHash('sha256');
  for (const { source, target, ...item } of items) {
    const { member, index } = source;
    hash.update(`${JSON.stringify(sorted({ ...item, member, index, hasTarget: target !== undefined }))}\n`);
  }
  return hash.digest('hex');
}

/** The same with the keys of all objects in alphabetical order, so that equal items give equal text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
