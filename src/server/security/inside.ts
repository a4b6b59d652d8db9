import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { InputError } from '../../util/errors.ts';

/**
 * The real path of something in one of the folders that may be read.
 *
 * @throws InputError for what is not there, or elsewhere, be it by a link.
 */
export function inside(folders: readonly string[], path: string): string {
  for (const folder of folders) {
    const real = realPath(resolve(folder, path));
    if (real !== undefined && isWithin(folder, real)) return real;
  }
  throw new InputError({
    where: path,
    expected: 'something in the folders that echotrain open was given',
    received: 'a path that is not there, or elsewhere',
  });
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
}
