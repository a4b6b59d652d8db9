import { isAbsolute, join } from 'node:path';
import { type Dataset, drawnDigits, type ItemSet, iris } from '../data/index.ts';
import { type Conversion, hasMnist, loadMnist, mnistFolder, openDataset } from '../data/node.ts';
import { readCsv } from '../formats/index.ts';
import { range } from '../util/arrays.ts';
import { check, present } from '../util/errors.ts';
import { readInput } from './read-input.ts';
import { loadPairs } from './reconstruction/load-pairs.ts';
import { loadScans } from './reconstruction/load-scans.ts';
import type { DataSettings } from './settings/data.ts';
import type { ModelSettings } from './settings/model.ts';
import { tableDataset } from './table-dataset.ts';

/** What a source gives: everything in one, or a training part and a test part that belong together. */
export type SourceData =
  | {
      readonly all: ItemSet;
      /** The dataset folder that remembers splits and openings of the test part. */
      readonly folder?: string;
    }
  | { readonly train: Dataset; readonly test: Dataset };

/**
 * Loads what the settings describe, in the form that the model wants; relative paths start at `folder`.
 *
 * @throws InputError when it is not there, or not what it should be, with the remedy.
 */
export async function loadData(
  given: DataSettings,
  model: ModelSettings,
  folder: string,
): Promise<SourceData> {
  if (given.iris) return { all: iris() };
  if (given.digits) return drawnDigits({ seed: 1, ...given.digits });
  if (given.mnist) return loadDigits(given.mnist, folder);
  if (given.dataset) return loadFolder(given.dataset, folder);
  const scans = (await loadScans(given, model, folder)) ?? (await loadPairs(given, folder));
  if (scans) return { all: scans, ...recordOf(given, folder) };
  return { all: await loadTable(present(given.csv, 'a source of data'), folder) };
}

/** The parts of data, by name. */
export function partsOf(data: SourceData): readonly (readonly [string, ItemSet])[] {
  return 'all' in data
    ? [['all', data.all]]
    : [
        ['train', data.train],
        ['test', data.test],
      ];
}

/** The dataset folder that remembers splits and openings, where scans come from one. */
function recordOf(
  { kspace, magnitudes, images }: DataSettings,
  folder: string,
): { readonly folder?: string } {
  const own = (kspace ?? magnitudes ?? images)?.folder;
  return own === undefined ? {} : { folder: resolved(own, folder) };
}

type Scaling = Partial<NonNullable<FolderSettings['scaling']>>;

type FolderSettings = NonNullable<DataSettings['dataset']>;

function loadFolder({ folder: own, cache, scaling, ...others }: FolderSettings, folder: string): SourceData {
  const place = resolved(own, folder);
  const all = openDataset(place, {
    ...others,
    ...(scaling && { scaling: scalingOf(scaling) }),
    ...(cache !== undefined && { diskCache: resolved(cache, folder) }),
  });
  return { all, folder: place };
}

function scalingOf({ window, range, standard }: Scaling): NonNullable<Conversion['scaling']> {
  if (window) return { window };
  return range ? 'range' : standard ? 'standard' : 'none';
}

type MnistSettings = NonNullable<DataSettings['mnist']>;

async function loadDigits({ folder: own, train, test }: MnistSettings, folder: string): Promise<SourceData> {
  const place = own === undefined ? mnistFolder() : resolved(own, folder);
  check(await hasMnist(place), () => ({
    where: place,
    expected: 'the four files of MNIST',
    received: 'a folder without them, or none',
    remedy: 'Get them with: echotrain data get mnist. Or take digits drawn by a procedure: --set data=digits',
  }));
  const parts = await loadMnist(place);
  return { train: first(parts.train, train, 'train'), test: first(parts.test, test, 'test') };
}

function first(dataset: Dataset, count: number | undefined, part: string): Dataset {
  if (count === undefined) return dataset;
  check(count <= dataset.count, () => ({
    where: `data, mnist, ${part}`,
    expected: `at most ${dataset.count} images`,
    received: `${count}`,
  }));
  return dataset.subset(range(count));
}

type CsvSettings = NonNullable<DataSettings['csv']>;

async function loadTable(given: CsvSettings, folder: string): Promise<Dataset> {
  const { file, delimiter } = given;
  const place = resolved(file, folder);
  const bytes = await readInput(place, 'a CSV file');
  return tableDataset(readCsv(bytes, { where: place, ...(delimiter && { delimiter }) }), given);
}

function resolved(path: string, folder: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}
