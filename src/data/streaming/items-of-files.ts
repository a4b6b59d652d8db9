import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { check } from '../../util/errors.ts';
import type { Item } from '../manifest/item.ts';
import { inspect } from '../reading/inspect.ts';
import { ReaderPool } from '../reading/reader-pool.ts';

/**
 * Items of files that belong to no dataset: each file is one, of the subject that its header names, or else of one of
 * its own. All values are read once, to hash and to check them.
 *
 * @throws InputError for a file that is not there, or cannot be read.
 * @example const data = streamItems(await itemsOfFiles(['brain.cfl']), ({ source }) => source.files, 'brain', options);
 */
export async function itemsOfFiles(paths: readonly string[]): Promise<Item[]> {
  const pool = new ReaderPool();
  try {
    return await Promise.all(paths.map((path) => itemOf(resolve(path), pool)));
  } finally {
    pool.close();
  }
}

async function itemOf(path: string, pool: ReaderPool): Promise<Item> {
  const found = statSync(path, { throwIfNoEntry: false });
  check(found?.isFile() === true, () => ({
    where: path,
    expected: 'a file',
    received: found ? 'a folder' : 'nothing of that name',
  }));
  const { header, statistics, hash } = await pool.run(inspect, { path }, path);
  const { format, shape, axes, dtype, orientation, acquisition } = header;
  const id = basename(path);
  return {
    ...{ id, format, shape, axes, dtype, statistics, hash, acquisition },
    subject: acquisition.subject ?? id,
    subjectKnown: acquisition.subject !== undefined,
    ...(orientation !== undefined && { orientation }),
    source: { files: [path], bytes: found.size, modified: found.mtimeMs },
  };
}
