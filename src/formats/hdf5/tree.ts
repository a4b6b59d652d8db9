import type { Hdf5Metadata } from './library.ts';
import type { Hdf5Session } from './session.ts';

/** A dataset and what is known of it. */
export interface Hdf5Dataset {
  /** From the root, "/group/name". */
  readonly path: string;
  readonly metadata: Hdf5Metadata;
}

/** What is in a file. */
export interface Hdf5Tree {
  readonly datasets: readonly Hdf5Dataset[];
  /** What was left out, in a sentence each. */
  readonly warnings: readonly string[];
}

const MOST_OBJECTS = 10_000;
const DEEPEST = 64;
const [GROUP, DATASET] = [0, 1];

/**
 * Lists the datasets of a file. Links to other files are not followed, nor are symbolic ones, whose targets are listed
 * where they are; an object that several paths lead to is listed once.
 */
export function walk(session: Hdf5Session): Hdf5Tree {
  const datasets: Hdf5Dataset[] = [];
  const seen = new Set<string>();
  const left = { links: 0, deep: false, many: false };
  const groups = [{ path: '/', depth: 0 }];
  for (let group = groups.pop(); group; group = groups.pop()) {
    const { path, depth } = group;
    const below: { path: string; depth: number }[] = [];
    for (const child of childrenOf(session, path)) {
      if (seen.size >= MOST_OBJECTS) {
        left.many = true;
        break;
      }
      const kind = kindOf(session, child);
      if (kind === 'link') left.links++;
      if (kind === 'link' || kind === 'other' || !isNew(session, child, seen)) continue;
      if (kind === 'dataset') datasets.push({ path: child, metadata: metadataOf(session, child) });
      else if (depth + 1 < DEEPEST) below.push({ path: child, depth: depth + 1 });
      else left.deep = true;
    }
    groups.push(...below.reverse());
  }
  return { datasets, warnings: warningsOf(left) };
}

function childrenOf({ library, id }: Hdf5Session, path: string): string[] {
  const parent = path === '/' ? '' : path;
  return library.get_names(id, path, false).map((name) => `${parent}/${name}`);
}

function metadataOf({ library, id }: Hdf5Session, path: string): Hdf5Metadata {
  return library.get_dataset_metadata(id, path);
}

function kindOf({ library, id }: Hdf5Session, path: string): 'group' | 'dataset' | 'link' | 'other' {
  if (library.get_symbolic_link(id, path) !== null) return 'other';
  const type = library.get_type(id, path);
  if (type === GROUP) return 'group';
  return type === DATASET ? 'dataset' : type === 2 ? 'other' : 'link';
}

/** Whether an object was not met before; by its address in the file. */
function isNew({ library, id }: Hdf5Session, path: string, seen: Set<string>): boolean {
  const address = library.create_object_reference(id, path).join();
  if (seen.has(address)) return false;
  seen.add(address);
  return true;
}

function warningsOf({ links, deep, many }: { links: number; deep: boolean; many: boolean }): string[] {
  return [
    ...(links > 0 ? [`${links} links lead out of the file and were not followed.`] : []),
    ...(deep ? [`Groups nested deeper than ${DEEPEST} were left out.`] : []),
    ...(many ? [`The file has more than ${MOST_OBJECTS} objects; the rest was left out.`] : []),
  ];
}
