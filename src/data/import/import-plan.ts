import { resolve } from 'node:path';
import type { Problem } from '../reading/problem.ts';
import type { Unit } from '../reading/units.ts';
import type { FoundFile } from '../reading/walk.ts';
import { type FolderLabel, folderLabels } from './class-folders.ts';
import { filesOf } from './draft.ts';
import { gather } from './gathered.ts';
import { idsOf } from './item-ids.ts';
import { pairLabelMaps } from './label-maps.ts';
import { pairIdx } from './stacks.ts';

/** What is to be imported, as far as names tell: nothing is opened yet. */
export interface ImportPlan {
  readonly units: readonly Unit[];
  readonly ids: ReadonlyMap<Unit, string>;
  /** The label map of an image. */
  readonly targets: ReadonlyMap<Unit, Unit>;
  /** The labels of an IDX file of images. */
  readonly idxLabels: ReadonlyMap<Unit, Unit>;
  /** The classes that folders tell. */
  readonly folders: ReadonlyMap<Unit, FolderLabel>;
  /** What each file is called within the dataset, by its absolute path. */
  readonly names: ReadonlyMap<string, FoundFile>;
  readonly ignored: number;
  readonly tables: readonly FoundFile[];
  readonly problems: readonly Problem[];
}

/**
 * Looks through all sources and puts together what belongs together.
 *
 * @param apart files that are no data of the dataset, such as the table of its labels.
 * @throws InputError for a source that is not there.
 */
export function planImport(sources: readonly string[], apart: readonly string[]): ImportPlan {
  const { units: all, tables, ignored, problems } = gather(sources, apart);
  const maps = pairLabelMaps(all);
  const stacks = pairIdx(maps.units);
  const { units } = stacks;
  return {
    ...{ units, targets: maps.targets, idxLabels: stacks.labels, ignored, tables },
    ids: idsOf(units),
    folders: folderLabels(units),
    names: new Map(all.flatMap(filesOf).map((file) => [resolve(file.path), file])),
    problems: [...problems, ...maps.problems, ...stacks.problems],
  };
}
