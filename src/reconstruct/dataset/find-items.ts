import { basename, resolve } from 'node:path';
import {
  type Item,
  type ItemFilter,
  itemsOfFiles,
  openManifest,
  type StreamedDataset,
} from '../../data/node.ts';
import { closingNow } from '../../util/closing.ts';
import { present } from '../../util/errors.ts';
import type { ScanEntry } from './scan-source.ts';

/** Where items lie. */
export interface ItemFiles {
  /** A dataset folder, and which of its items. */
  readonly folder?: string | undefined;
  readonly where?: ItemFilter | undefined;
  /** Or files, each of a subject of its own unless its header names one. */
  readonly files?: readonly string[] | undefined;
}

/** Items, and the files of each. */
export interface FoundItems {
  readonly name: string;
  readonly items: readonly Item[];
  readonly pathsOf: (item: Item) => readonly string[];
}

/** The items of a dataset folder, or of files. */
export async function findItems({ folder, files = [] }: ItemFiles): Promise<FoundItems> {
  const name = basename(resolve(folder ?? files[0] ?? 'scans'));
  if (folder === undefined) {
    return { name, items: await itemsOfFiles(files), pathsOf: ({ source }) => source.files };
  }
  return closingNow(openManifest(folder), (manifest) => {
    const items = [...manifest.items()];
    const paths = new Map(items.map((item) => [item.id, manifest.pathsOf(item)]));
    return { name, items, pathsOf: ({ id }) => paths.get(id) ?? [] };
  });
}

/** What is known of each slice; its number is part of its name where an item has several. */
export function scanEntries(data: StreamedDataset): ScanEntry[] {
  const of = (field: 'id' | 'subject' | 'site' | 'scanner' | 'date' | 'part') => data.metadata(field);
  const [ids, subjects] = [of('id'), of('subject')];
  const [sites, scanners, dates, parts] = [of('site'), of('scanner'), of('date'), of('part')];
  const counts = Map.groupBy(ids, (id) => id);
  const before = new Map<string | undefined, number>();
  return ids.map((item, i) => {
    const slice = before.get(item) ?? 0;
    before.set(item, slice + 1);
    const several = (counts.get(item)?.length ?? 0) > 1;
    return {
      id: several ? `${item}, slice ${slice + 1}` : present(item, 'an identifier'),
      item: present(item, 'an identifier'),
      subject: present(subjects[i], 'a subject'),
      site: sites[i],
      scanner: scanners[i],
      date: dates[i],
      part: parts[i],
    };
  });
}
