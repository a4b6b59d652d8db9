import { basename, resolve } from 'node:path';
import { inputsOf } from '../../data/index.ts';
import {
  type Item,
  type ItemFilter,
  itemsOfFiles,
  openManifest,
  type StreamedDataset,
  streamItems,
} from '../../data/node.ts';
import { isComplex } from '../../formats/index.ts';
import { shaped } from '../../imaging/index.ts';
import { closingNow } from '../../util/closing.ts';
import { check, present } from '../../util/errors.ts';
import type { Scan, ScanEntry, ScanSource } from './scan-source.ts';

/** Where fully sampled k-space lies. */
export interface KspaceFiles {
  /** A dataset folder, and which of its items. */
  readonly folder?: string | undefined;
  readonly where?: ItemFilter | undefined;
  /** Or files, each of a subject of its own unless its header names one. */
  readonly files?: readonly string[] | undefined;
}

/**
 * Fully sampled multi-coil k-space, slice by slice, from files of any format that says which axis is which: BART,
 * Siemens raw data, ISMRMRD, fastMRI.
 *
 * @throws InputError for values that are real, k-space that is encoded along slices, too, and sizes that differ.
 * @example const source = await kspaceScans({ files: ['brain.cfl'] });
 */
export async function kspaceScans({ folder, files = [], where = {} }: KspaceFiles): Promise<ScanSource> {
  const name = basename(resolve(folder ?? files[0] ?? 'k-space'));
  const found = folder === undefined ? await looseItems(files) : datasetItems(folder);
  for (const item of found.items) checkKspace(item);
  const options = { items: 'slices', complex: 'planar', task: 'none', where } as const;
  const data = streamItems(found.items, found.pathsOf, name, options);
  return new KspaceScans(data);
}

interface Found {
  readonly items: readonly Item[];
  readonly pathsOf: (item: Item) => readonly string[];
}

async function looseItems(files: readonly string[]): Promise<Found> {
  return { items: await itemsOfFiles(files), pathsOf: ({ source }) => source.files };
}

function datasetItems(folder: string): Found {
  return closingNow(openManifest(folder), (manifest) => {
    const items = [...manifest.items()];
    const paths = new Map(items.map((item) => [item.id, manifest.pathsOf(item)]));
    return { items, pathsOf: ({ id }) => paths.get(id) ?? [] };
  });
}

class KspaceScans implements ScanSource {
  readonly name: string;
  readonly origin = 'measured';
  readonly scans: readonly ScanEntry[];
  readonly kspaceShape: readonly number[];
  readonly #data: StreamedDataset;

  constructor(data: StreamedDataset) {
    this.name = data.name;
    this.kspaceShape = data.inputShape;
    this.#data = data;
    this.scans = entriesOf(data);
  }

  async read(scan: number): Promise<Scan> {
    return { kspace: shaped(await inputsOf(this.#data, [scan]), this.kspaceShape) };
  }

  hash(): Promise<string> {
    return this.#data.hash();
  }

  async release(): Promise<void> {
    await this.#data.release();
  }
}

/** What is known of each slice; its number is part of its name where an item has several. */
function entriesOf(data: StreamedDataset): ScanEntry[] {
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

function checkKspace({ id, dtype, axes, shape }: Item): void {
  check(isComplex(dtype), () => ({
    where: `data, ${id}`,
    expected: 'k-space: complex values',
    received: dtype,
    remedy: 'For magnitude images take data: { images: ... }.',
  }));
  const lengthOf = (name: (typeof axes)[number]) => shape[axes.indexOf(name)] ?? 1;
  check(axes.includes('coil') && axes.includes('phaseEncode'), () => ({
    where: `data, ${id}`,
    expected: 'a format that says which axis is the coils, the readout, the phase encoding',
    received: `axes ${axes.join(', ')} of shape [${shape.join(', ')}]`,
    remedy: 'Write it as BART pair (.cfl and .hdr) or ISMRMRD.',
  }));
  check(lengthOf('partition') === 1 || lengthOf('readout') === 1, () => ({
    where: `data, ${id}`,
    expected: 'k-space of slices',
    received: `${lengthOf('partition')} partitions, encoded along the third axis`,
    remedy: 'Transform it along the partitions first, so that a slice remains of each.',
  }));
}
