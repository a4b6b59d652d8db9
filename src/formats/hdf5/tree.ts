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
/** What HDF5 calls the kinds of objects; others are links that lead out of the file. */
const [GROUP, DATASET, TYPE] = [0, 1, 2];

/**
 * Lists the datasets of a file. Links to other files are not followed, nor are symbolic ones, whose targets are listed
 * where they are; an object that several paths lead to is listed once.
 */
export function walk(session: Hdf5Session): Hdf5Tree {
  const found: Found = { datasets: [], seen: new Set(), links: 0, deep: false, many: false };
  isNew(session, '/', found.seen);
  const groups = [{ path: '/', depth: 0 }];
  for (let group = groups.pop(); group && !found.many; group = groups.pop()) {
    const { path, depth } = group;
    const below = listGroup(session, path, found).map((child) => ({ path: child, depth: depth + 1 }));
    if (depth + 1 < DEEPEST) groups.push(...below.reverse());
    else if (below.length > 0) found.deep = true;
  }
  return { datasets: found.datasets, warnings: warningsOf(found) };
}

/** What the walk has met so far. */
interface Found {
  readonly datasets: Hdf5Dataset[];
  readonly seen: Set<string>;
  links: number;
  deep: boolean;
  many: boolean;
}

/** Notes what is in a group, and gives the paths of the groups in it. */
function listGroup(session: Hdf5Session, path: string, found: Found): string[] {
  const groups: string[] = [];
  for (const child of childrenOf(session, path)) {
    if (found.seen.size >= MOST_OBJECTS) found.many = true;
    if (found.many) break;
    const kind = kindOf(session, child);
    if (kind === 'link') found.links++;
    if (kind === 'link' || kind === 'other' || !isNew(session, child, found.seen)) continue;
    if (kind === 'group') groups.push(child);
    else found.datasets.push({ path: child, metadata: session.metadata(child) });
  }
  return groups;
}

function childrenOf(session: Hdf5Session, path: string): string[] {
  const parent = path === '/' ? '' : path;
  return session.names(path).map((name) => `${parent}/${name}`);
}

function kindOf(session: Hdf5Session, path: string): 'group' | 'dataset' | 'link' | 'other' {
  switch (session.typeOf(path)) {
    case GROUP:
      return 'group';
    case DATASET:
      return 'dataset';
    case TYPE:
    case 'symbolic link':
      return 'other';
    default:
      return 'link';
  }
}

/** Whether an object was not met before; by its address in the file. */
function isNew(session: Hdf5Session, path: string, seen: Set<string>): boolean {
  const address = session.addressOf(path);
  if (seen.has(address)) return false;
  seen.add(address);
  return true;
}

function warningsOf({ links, deep, many }: Found): string[] {
  return [
    ...(links > 0 ? [`${links} links lead out of the file and were not followed.`] : []),
    ...(deep ? [`Groups nested deeper than ${DEEPEST} were left out.`] : []),
    ...(many ? [`The file has more than ${MOST_OBJECTS} objects; the rest was left out.`] : []),
  ];
}
