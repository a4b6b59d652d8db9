import { z } from 'zod';
import { placeOf } from '../../../audit/reading/places.ts';
import { openManifest } from '../../../data/node.ts';
import { closingNow } from '../../../util/closing.ts';
import { InputError } from '../../../util/errors.ts';
import type { DataServices } from '../../data/data-services.ts';
import { itemPlaceInside, placeInside } from '../../data/file-place.ts';
import type { ImagePlace } from '../../data/tasks/image-place.ts';

/** Which image is meant: a file, a volume of a folder of DICOM files, or the item of a dataset folder. */
export const imageQuery = z.object({
  path: z.string(),
  item: z.string().optional(),
  /** Which array of a file that holds several. */
  member: z.string().max(1000).optional(),
  /** Which volume of a folder of DICOM files, from 0. */
  series: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
});

/** Which image is meant. */
export type ImageQuery = z.infer<typeof imageQuery>;

/** An image that may be read. */
export interface ReadableImage extends ImagePlace {
  /** Of an item's values, where it is one. */
  readonly hash?: string;
  readonly where: string;
}

/**
 * Where the image is that is meant.
 *
 * @throws InputError for what is not there, elsewhere, or of a sealed test part.
 */
export async function readableImage(
  folders: readonly string[],
  services: DataServices,
  { path, item, member, series }: ImageQuery,
): Promise<ReadableImage> {
  if (series !== undefined) return volumeOf(folders, services, path, Number(series));
  if (item === undefined) {
    const file = { ...placeInside(folders, path), ...(member !== undefined && { member }) };
    return { place: { files: [file], isVolume: false }, where: file.path };
  }
  const dataset = await services.datasets.load(placeInside(folders, path).path);
  if (dataset.sealed.has(item)) throw sealed(item);
  return closingNow(openManifest(dataset.folder), (manifest) => {
    const found = manifest.item(item);
    if (!found) throw new InputError({ where: path, expected: 'an item of this dataset', received: item });
    const { files, isVolume } = placeOf(manifest, found);
    const inside = files.map((file) => ({ ...file, ...itemPlaceInside(folders, file.path) }));
    const { index } = found.source;
    return {
      place: { files: inside, isVolume },
      ...(index !== undefined && { entry: index }),
      hash: found.hash,
      where: item,
    };
  });
}

async function volumeOf(
  folders: readonly string[],
  services: DataServices,
  path: string,
  number: number,
): Promise<ReadableImage> {
  const folder = placeInside(folders, path);
  const { volumes } = await services.series.of(folder);
  const volume = volumes[number];
  if (!volume) {
    const received = `${number} of ${volumes.length}`;
    throw new InputError({ where: path, expected: 'a series of DICOM files', received });
  }
  const files = volume.files.map((file) => ({ path: file, root: folder.root }));
  return { place: { files, isVolume: files.length > 1 }, where: `${path}, ${volume.name}` };
}

function sealed(item: string): InputError {
  return new InputError({
    where: item,
    expected: 'an item that may be looked at',
    received: 'one of a sealed test part',
    remedy: 'Open the test part first: that is recorded.',
  });
}
