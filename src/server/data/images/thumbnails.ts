import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ItemPlace } from '../../../audit/reading/open-item.ts';
import type { Readers } from '../readers.ts';
import { makeThumbnails } from '../tasks/make-thumbnails.ts';

/** An item of which a thumbnail is wanted. */
export interface Pictured {
  /** The hash of its values, under which the thumbnail is kept. */
  readonly hash: string;
  readonly place: ItemPlace;
  readonly entry: number | undefined;
}

interface Wanted {
  readonly entry: number | undefined;
  readonly made: PromiseWithResolvers<Uint8Array>;
}

/** So many thumbnails of one file are made at once. */
const AT_ONCE = 64;

/** Thumbnails as PNG: made once, kept in the workspace. Those of one file are made together. */
export class Thumbnails {
  readonly #folder: string;
  readonly #readers: Readers;
  /** What was refused, and is not tried again: by the hash. */
  readonly #refused = new Map<string, unknown>();
  readonly #waiting = new Map<string, { readonly place: ItemPlace; readonly wanted: Wanted[] }>();

  /** @param folder where they are kept */
  constructor(folder: string, readers: Readers) {
    this.#folder = folder;
    this.#readers = readers;
  }

  /**
   * The thumbnail of an item.
   *
   * @throws InputError for a file that is refused or does harm.
   */
  async of({ hash, place, entry }: Pictured): Promise<Uint8Array> {
    const path = this.#pathOf(hash);
    const kept = await readFile(path).catch(() => undefined);
    if (kept) return new Uint8Array(kept);
    if (this.#refused.has(hash)) throw this.#refused.get(hash);
    try {
      const made = await this.#make(place, entry);
      await keep(path, made);
      return made;
    } catch (error) {
      this.#refused.set(hash, error);
      throw error;
    }
  }

  /** A manifest from elsewhere may hold anything as a hash: no name of a file is made of it. */
  #pathOf(hash: string): string {
    const name = createHash('sha256').update(hash).digest('hex');
    return join(this.#folder, name.slice(0, 2), `${name}.png`);
  }

  #make(place: ItemPlace, entry: number | undefined): Promise<Uint8Array> {
    const made = Promise.withResolvers<Uint8Array>();
    const key = JSON.stringify(place);
    const group = this.#waiting.get(key);
    if (group && group.wanted.length < AT_ONCE) group.wanted.push({ entry, made });
    else {
      this.#waiting.set(key, { place, wanted: [{ entry, made }] });
      void this.#makeAll(key);
    }
    return made.promise;
  }

  /** Waits for a process, and then makes what has come together by then. */
  async #makeAll(key: string): Promise<void> {
    const group = this.#waiting.get(key);
    if (!group) return;
    const where = group.place.files[0]?.path ?? '';
    const take = () => {
      if (this.#waiting.get(key) === group) this.#waiting.delete(key);
      return { place: group.place, entries: group.wanted.map(({ entry }) => entry) };
    };
    try {
      const pictures = await this.#readers.runLate(makeThumbnails, take, where);
      for (const [i, { made }] of group.wanted.entries()) made.resolve(pictures[i] ?? new Uint8Array());
    } catch (error) {
      for (const { made } of group.wanted) made.reject(error);
    }
  }
}

/** Whoever comes first; one that cannot be kept is made again next time. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
    .then(() => writeFile(part, bytes, { mode: 0o600 }))
    .then(() => rename(part, path))
    .catch(() => undefined);
}
