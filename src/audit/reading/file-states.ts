import { statSync } from 'node:fs';
import type { Item } from '../../data/manifest/item.ts';
import type { Manifest } from '../../data/manifest/manifest.ts';
import { inspect, inspectVolume } from '../../data/reading/inspect.ts';
import { inspectEntries } from '../../data/reading/inspect-entries.ts';
import type { ReaderPool } from '../../data/reading/reader-pool.ts';
import { InputError, present } from '../../util/errors.ts';
import type { FileState } from '../audit-input.ts';
import { type PlacedItems, placedItems } from './places.ts';

/**
 * The items whose files are gone or have changed since the import. A time of change that differs means little (a copy
 * has another): then the values are read, and compared by their hash.
 */
export async function fileStates(
  manifest: Manifest,
  items: readonly Item[],
  pool: ReaderPool,
): Promise<ReadonlyMap<string, FileState>> {
  const states = new Map(items.map((item) => [item.id, lookAt(manifest, item)] as const));
  const touched = items.filter(({ id }) => states.get(id) === 'touched');
  const groups = placedItems(manifest, touched);
  const changed = (await Promise.all(groups.map((group) => changedIn(group, pool)))).flat();
  const ids = new Set(changed.map(({ id }) => id));
  return new Map(
    [...states].flatMap(([id, state]): [string, FileState][] => {
      if (state === 'touched') return ids.has(id) ? [[id, 'changed']] : [];
      return state === 'unchanged' ? [] : [[id, state]];
    }),
  );
}

function lookAt(manifest: Manifest, item: Item): FileState | 'touched' {
  let [bytes, modified] = [0, 0];
  for (const path of manifest.pathsOf(item)) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats?.isFile()) return 'missing';
    bytes += stats.size;
    modified = Math.max(modified, stats.mtimeMs);
  }
  if (bytes !== item.source.bytes) return 'changed';
  return Math.abs(modified - item.source.modified) < 1 ? 'unchanged' : 'touched';
}

/** Those items of a place whose values have another hash. */
async function changedIn({ place, items }: PlacedItems, pool: ReaderPool): Promise<readonly Item[]> {
  const file = present(place.files[0], 'a file');
  const hashes = async () => {
    if (items[0]?.source.index !== undefined) {
      const { entries } = await pool.run(inspectEntries, { items: file }, file.path);
      return items.map(({ source }) => entries[source.index ?? 0]?.hash);
    }
    const { hash } = await (place.isVolume
      ? pool.run(inspectVolume, { files: place.files }, file.path)
      : pool.run(inspect, file, file.path));
    return [hash];
  };
  try {
    const now = await hashes();
    return items.filter(({ hash }, at) => now[at] !== hash);
  } catch (error) {
    if (error instanceof InputError) return items;
    throw error;
  }
}
