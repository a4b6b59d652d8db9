import { basename } from 'node:path';
import { type Manifest, openManifest } from '../../data/manifest/manifest.ts';
import type { ArrayPlace } from '../../data/reading/array-place.ts';
import { type Content, contentsOf, isProblem } from '../../data/reading/contents.ts';
import { statsOf } from '../../data/reading/file-source.ts';
import type { ReaderPool } from '../../data/reading/reader-pool.ts';
import { unitsOf } from '../../data/reading/units.ts';
import { walk } from '../../data/reading/walk.ts';
import { product } from '../../util/arrays.ts';
import { closingNow } from '../../util/closing.ts';
import { InputError } from '../../util/errors.ts';
import { isDataset } from './dataset-info.ts';

/** The array that a command line means. */
export interface FoundArray {
  /** What it is called, for people. */
  readonly name: string;
  readonly files: readonly ArrayPlace[];
  /** Which entry along the first axis, where each is an item. */
  readonly entry?: number;
}

/** How many names an error lists. */
const MOST_NAMED = 5;

/**
 * The array in a file; of a dataset the item of that id; of another folder what `data info` calls so, a DICOM volume by
 * its first file, or else the largest thing in it.
 *
 * @throws InputError where there is none, or no such item.
 */
export async function findArray(
  path: string,
  item: string | undefined,
  pool: ReaderPool,
): Promise<FoundArray> {
  const isFolder = statsOf(path)?.isDirectory() ?? false;
  if (!isFolder) return { name: basename(path), files: [{ path }] };
  if (!isDataset(path)) return somethingIn(path, item, pool);
  return closingNow(openManifest(path), (manifest) => itemOf(manifest, item));
}

function itemOf(manifest: Manifest, id: string | undefined): FoundArray {
  const [only] = manifest.count === 1 ? manifest.items() : [];
  const found = id === undefined ? only : manifest.item(id);
  if (!found)
    throw noSuch(
      manifest.folder,
      id,
      'the id of an item',
      Array.from(manifest.items(), (one) => one.id),
    );
  const { member, index } = found.source;
  const files = manifest.pathsOf(found).map((path) => ({ path, ...(member !== undefined && { member }) }));
  return {
    name: found.id,
    files: found.format === 'dicom' ? files : files.slice(0, 1),
    ...(index !== undefined && { entry: index }),
  };
}

async function somethingIn(folder: string, name: string | undefined, pool: ReaderPool): Promise<FoundArray> {
  const { files } = walk(folder);
  const contents: Content[] = [];
  for await (const found of contentsOf(unitsOf(files).units, pool)) {
    if (!isProblem(found)) contents.push(found);
  }
  const sized = contents.toSorted((a, b) => product(b.header.shape) - product(a.header.shape));
  const chosen = name === undefined ? sized[0] : contents.find(({ unit }) => unit.main.name === name);
  if (!chosen) {
    throw noSuch(
      folder,
      name,
      'something to look at',
      contents.map(({ unit }) => unit.main.name),
    );
  }
  const { main, companions } = chosen.unit;
  const isVolume = chosen.series !== undefined;
  const places = (isVolume ? [main, ...companions] : [main]).map(({ path, root }) => ({
    path,
    ...(root !== undefined && { root }),
  }));
  return { name: chosen.series?.description ?? main.name, files: places };
}

function noSuch(
  where: string,
  received: string | undefined,
  expected: string,
  names: readonly string[],
): InputError {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return new InputError({
    where,
    expected,
    received: received ?? `${names.length} of them`,
    remedy:
      names.length === 0
        ? 'There is none.'
        : `Name one by --item: ${names.slice(0, MOST_NAMED).join(', ')}${more}.`,
  });
}
