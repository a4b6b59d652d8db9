import { isAbsolute, join } from 'node:path';
import { type ImagePairs, imagePairs } from '../../reconstruct/dataset/image-pairs.ts';
import { noisyImages } from '../../reconstruct/dataset/noisy-images.ts';
import { sparseViews } from '../../reconstruct/dataset/sparse-views.ts';
import type { DataSettings } from '../settings/data.ts';

/** Degraded images as the settings describe them; none where these describe other data. */
export async function loadPairs(
  { images, sparseView }: Pick<DataSettings, 'images' | 'sparseView'>,
  folder: string,
): Promise<ImagePairs | undefined> {
  if (sparseView) return imagePairs(sparseViews({ size: 128, seed: 1, ...sparseView }));
  if (!images) return undefined;
  const resolved = (path: string) => (isAbsolute(path) ? path : join(folder, path));
  const { folder: own, files, ...others } = images;
  const place = own === undefined ? { files: (files ?? []).map(resolved) } : { folder: resolved(own) };
  return imagePairs(await noisyImages({ ...others, ...place }));
}
