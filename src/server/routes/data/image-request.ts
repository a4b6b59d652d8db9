import { z } from 'zod';
import { placeOf } from '../../../audit/reading/places.ts';
import { openManifest } from '../../../data/node.ts';
import { closingNow } from '../../../util/closing.ts';
import { InputError } from '../../../util/errors.ts';
import type { DataServices } from '../../data/data-services.ts';
import { itemPlaceInside, placeInside } from '../../data/file-place.ts';
import type { ImagePlace } from '../../data/tasks/image-place.ts';

/** Which image is meant: a file, or the item of a dataset folder. */
export const imageQuery = z.object({
  path: z.string(),
  item: z.string().optional(),
  /** Which array of a file that holds several. */
  member: z.string().max(1000).optional(),
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
  { datasets }: DataServices,
  { path, item, member }: ImageQuery,
): Promise<ReadableImage> {
  if (item === undefined) {
    const file = { ...placeInside(folders, path), ...(member !== undefined && { member }) };
    return { place: { files: [file], isVolume: false }, where: file.path };
  }
  const dataset = await datasets.load(placeInside(folders, path).path);
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

function sealed(item: string): InputError {
  return new InputError({
    where: item,
    expected: 'an item that may be looked at',
    received: 'one of a sealed test part',
    remedy: 'Open the test part first: that is recorded.',
  });
}
