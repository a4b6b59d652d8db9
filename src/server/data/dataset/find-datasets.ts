import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST } from '../../../data/manifest/manifest.ts';

/** How far below a readable folder datasets are looked for, and in how many folders and entries at most. */
const [MOST_DEPTH, MOST_FOLDERS, MOST_ENTRIES] = [5, 2000, 200_000];

/** Names of folders that hold other things, many of them. */
const PASSED = new Set(['node_modules', '__pycache__']);

/** The folders below some others that are datasets, without following links. */
export async function findDatasets(folders: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  const waiting = folders.map((path) => ({ path, depth: 0 }));
  let [seen, entries] = [0, 0];
  for (let next = waiting.shift(); next && seen < MOST_FOLDERS; next = waiting.shift()) {
    seen++;
    const { path, depth } = next;
    const names = await namesIn(path, MOST_ENTRIES - entries);
    entries += names.count;
    if (names.isDataset) found.add(path);
    else if (depth < MOST_DEPTH)
      waiting.push(
        ...names.folders.slice(0, MOST_FOLDERS).map((name) => ({ path: join(path, name), depth: depth + 1 })),
      );
  }
  return [...found].toSorted();
}

async function namesIn(path: string, most: number) {
  const folders: string[] = [];
  let [count, isDataset] = [0, false];
  try {
    for await (const entry of await opendir(path)) {
      if (++count > most) break;
      if (entry.name === MANIFEST) isDataset = true;
      if (entry.isDirectory() && !entry.name.startsWith('.') && !PASSED.has(entry.name))
        folders.push(entry.name);
    }
  } catch {
    // A folder that may not be read holds nothing for us.
  }
  return { folders: folders.toSorted(), count, isDataset };
}
