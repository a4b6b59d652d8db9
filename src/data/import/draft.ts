import { resolve } from 'node:path';
import type { ItemSource } from '../manifest/item.ts';
import type { ArrayHeader } from '../reading/array-header.ts';
import type { ContentDigest } from '../reading/content-digest.ts';
import type { Unit } from '../reading/units.ts';
import type { FoundFile } from '../reading/walk.ts';
import type { Part } from './class-folders.ts';

/** An item as its files tell it, before tables and rules have their say. */
export interface Draft {
  readonly id: string;
  /** Its way from the source, by which tables, patterns and BIDS know it. */
  readonly name: string;
  readonly unit: Unit;
  readonly header: ArrayHeader;
  readonly digest: ContentDigest;
  readonly source: ItemSource;
  readonly target?: ItemSource | undefined;
  readonly label?: string | undefined;
  readonly part?: Part | undefined;
}

/** Where the values of files lie, for the manifest: absolute paths. */
export function sourceOf(
  files: readonly FoundFile[],
  which: Pick<ItemSource, 'member' | 'index'> = {},
): ItemSource {
  return {
    files: files.map(({ path }) => resolve(path)),
    ...which,
    bytes: files.reduce((total, { bytes }) => total + bytes, 0),
    modified: files.reduce((latest, { modified }) => Math.max(latest, modified), 0),
  };
}

/** All files of a unit. */
export function filesOf({ main, companions }: Unit): readonly FoundFile[] {
  return [main, ...companions];
}
