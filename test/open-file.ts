import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FileSource } from '../src/data/reading/file-source.ts';
import { type ArrayFile, type OpenOptions, openArray } from '../src/formats/index.ts';

/** The real files, of which tests that need them are skipped where they are missing. */
export const SHARED_DATA = new URL('../../shared/data/', import.meta.url);

/** Whether the real files are there. */
export const hasSharedData = existsSync(SHARED_DATA);

/** Opens a file of the disk, does something with it, and closes it. */
export async function withFile<T>(
  path: string | URL,
  use: (file: ArrayFile) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  using source = new FileSource({ path: typeof path === 'string' ? path : fileURLToPath(path) });
  const file = await openArray(source, options);
  try {
    return await use(file);
  } finally {
    file.close();
  }
}
