import { statSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { check } from '../../../util/errors.ts';
import type { PlaceInside } from '../file-place.ts';
import type { Readers } from '../readers.ts';
import { type FoundVolume, sortSlices } from '../tasks/sort-slices.ts';

/** What DICOM files of one folder make up. */
export interface SortedFiles {
  readonly volumes: readonly FoundVolume[];
  /** How many files are no DICOM images. */
  readonly others: number;
  /** Whether there are more files than were looked at. */
  readonly hasMore: boolean;
}

/** More files than this of one folder are not looked at. */
const MOST_FILES = 5000;

/** So many folders are remembered. */
const MOST_KEPT = 8;

/** Folders of DICOM slices, sorted into series: once, and again when a folder has changed. */
export class SeriesFolders {
  readonly #readers: Readers;
  readonly #kept = new Map<string, Promise<SortedFiles>>();

  constructor(readers: Readers) {
    this.#readers = readers;
  }

  /**
   * The volumes of a folder.
   *
   * @throws InputError for what is no folder, and where a file does its reader harm.
   */
  async of({ path, root }: PlaceInside): Promise<SortedFiles> {
    const about = statSync(path, { throwIfNoEntry: false });
    check(about?.isDirectory() === true, () => ({
      where: path,
      expected: 'a folder',
      received: about ? 'a file' : 'nothing of that name',
    }));
    const key = JSON.stringify([path, about.mtimeMs]);
    const known = this.#kept.get(key) ?? this.#sort(path, root);
    this.#kept.delete(key);
    this.#kept.set(key, known);
    known.catch(() => this.#kept.delete(key));
    for (const oldest of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(oldest);
    return known;
  }

  async #sort(path: string, root: string): Promise<SortedFiles> {
    const files: { readonly path: string; readonly root: string }[] = [];
    let hasMore = false;
    for await (const entry of await opendir(path)) {
      if (!entry.isFile() || entry.name.startsWith('.')) continue;
      hasMore = files.length === MOST_FILES;
      if (hasMore) break;
      files.push({ path: join(path, entry.name), root });
    }
    return { ...(await this.#readers.run(sortSlices, { files }, path)), hasMore };
  }
}
