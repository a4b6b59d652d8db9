import type { ReaderPool } from '../../data/reading/reader-pool.ts';
import type { InfoOptions } from './info.ts';

/** `echotrain data info FOLDER`: a list of what is in it. */
export async function showFolder(path: string, options: InfoOptions, pool: ReaderPool): Promise<void> {
  await Promise.reject(new Error(`${path} ${options.json} ${pool.processes}`));
}
