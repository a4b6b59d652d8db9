import { existsSync, type Stats, statSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST } from '../../data/manifest/manifest.ts';
import { messageOf } from '../../util/errors.ts';

/** Something in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'dataset' | 'file' | 'link' | 'other';
  readonly bytes?: number;
  /** When it was changed last, in milliseconds since 1970. */
  readonly modified?: number;
}

/** A part of what is in a folder. */
export interface FolderListing {
  readonly entries: readonly FolderEntry[];
  /** How many there are altogether, hidden ones left out. */
  readonly total: number;
  /** Whether there are more than were looked at. */
  readonly hasMore: boolean;
  /** Why it cannot be read. */
  readonly trouble?: string;
}

/** More entries than this of one folder are not looked at. */
const MOST_ENTRIES = 50_000;

const collator = new Intl.Collator('en', { numeric: true });

/**
 * Lists a folder: folders first, by name, numbers in their order. Hidden entries are left out, links are not followed.
 *
 * @param first how many are passed by
 */
export async function listFolder(
  folder: string,
  { first, count, text = '' }: { readonly first: number; readonly count: number; readonly text?: string },
): Promise<FolderListing> {
  const found: { readonly name: string; readonly kind: FolderEntry['kind'] }[] = [];
  let seen = 0;
  try {
    for await (const entry of await opendir(folder)) {
      if (++seen > MOST_ENTRIES) break;
      if (entry.name.startsWith('.')) continue;
      if (!entry.name.toLowerCase().includes(text.toLowerCase())) continue;
      found.push({ name: entry.name, kind: kindOf(entry) });
    }
  } catch (error) {
    return { entries: [], total: 0, hasMore: false, trouble: messageOf(error) };
  }
  const sorted = found.toSorted((a, b) => {
    return Number(b.kind === 'folder') - Number(a.kind === 'folder') || collator.compare(a.name, b.name);
  });
  const entries = sorted
    .slice(first, first + count)
    .map(({ name, kind }) => described(join(folder, name), name, kind));
  return { entries, total: found.length, hasMore: seen > MOST_ENTRIES };
}

function kindOf(entry: {
  isDirectory(): boolean;
  isFile(): boolean;
  isSymbolicLink(): boolean;
}): FolderEntry['kind'] {
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : 'other';
}

function described(path: string, name: string, kind: FolderEntry['kind']): FolderEntry {
  const isDataset = kind === 'folder' && existsSync(join(path, MANIFEST));
  const stats = kind === 'file' ? statsOf(path) : undefined;
  return {
    name,
    path,
    kind: isDataset ? 'dataset' : kind,
    ...(stats && { bytes: stats.size, modified: Math.floor(stats.mtimeMs) }),
  };
}

function statsOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
