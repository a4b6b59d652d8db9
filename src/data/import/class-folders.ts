import { relative, sep } from 'node:path';
import type { Unit } from '../reading/units.ts';

/** The part of a dataset that its source puts an item in. */
export type Part = 'train' | 'validation' | 'test';

/** What a path says of an item. */
export interface FolderLabel {
  readonly label: string;
  readonly part?: Part;
}

const PICTURE = /\.(png|jpe?g|tiff?|p[gpn]m|npy)$/i;

const parts: Readonly<Record<string, Part>> = {
  train: 'train',
  training: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
};

/**
 * The classes of pictures that lie in one folder a class, `cats/1.png`, or that within one folder a part,
 * `train/cats/1.png`; nothing unless all of them do, and there are two classes or more.
 */
export function folderLabels(units: readonly Unit[]): ReadonlyMap<Unit, FolderLabel> {
  const labels = new Map<Unit, FolderLabel>();
  for (const unit of units) {
    const found = labelOf(wayOf(unit));
    if (!found) return new Map();
    labels.set(unit, found);
  }
  const classes = new Set([...labels.values()].map(({ label }) => label));
  const withParts = new Set([...labels.values()].map(({ part }) => part !== undefined));
  return classes.size > 1 && withParts.size === 1 ? labels : new Map();
}

/** A file's way from its source, whose own name is no class. */
function wayOf({ main: { path, root, name } }: Unit): string {
  return root === undefined ? name : relative(root, path).replaceAll(sep, '/');
}

function labelOf(name: string): FolderLabel | undefined {
  const folders = name.split('/').slice(0, -1);
  const [first = '', second] = folders;
  const part = partNamed(first);
  if (!PICTURE.test(name) || folders.length === 0) return undefined;
  if (folders.length === 1 && !part) return { label: first };
  return folders.length === 2 && part && second !== undefined ? { label: second, part } : undefined;
}

/** The part that a folder's name means, if it is one. */
export function partNamed(folder: string): Part | undefined {
  return Object.hasOwn(parts, folder.toLowerCase()) ? parts[folder.toLowerCase()] : undefined;
}

/** The part of a fastMRI file, from its folder: `multicoil_train/file1.h5`. */
export function fastmriPart(name: string): Part | undefined {
  const [, part = ''] = /(?:^|\/)(?:multi|single)coil_(train|val|test)[^/]*\//.exec(name) ?? [];
  return partNamed(part);
}
