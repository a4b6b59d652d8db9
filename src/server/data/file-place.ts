import { dirname } from 'node:path';
import { isWithin } from '../../data/reading/file-source.ts';
import { InputError, present } from '../../util/errors.ts';
import { inside } from '../security/inside.ts';

/** Where something lies, and the readable folder that it must not leave. */
export interface PlaceInside {
  readonly path: string;
  readonly root: string;
}

/**
 * The real place of something in one of the folders that may be read.
 *
 * @throws InputError for what is not there, or elsewhere.
 */
export function placeInside(folders: readonly string[], path: string): PlaceInside {
  const real = inside(folders, path);
  const root = folders.find((folder) => isWithin(real, folder));
  return { path: real, root: present(root, 'the folder of a path inside') };
}

/**
 * The same of the file of a dataset's item, which may lie anywhere.
 *
 * @throws InputError that says how to have it shown.
 */
export function itemPlaceInside(folders: readonly string[], path: string): PlaceInside {
  try {
    return placeInside(folders, path);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const complaint = {
      ...error.complaint,
      remedy: `Where it is there: echotrain open --folder ${dirname(path)}`,
    };
    throw new InputError(complaint, { cause: error });
  }
}
