import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { check, InputError, messageOf } from '../util/errors.ts';

/** Whether a folder with such names in it may be replaced. */
type MayReplace = (names: readonly string[]) => boolean;

/**
 * A folder that appears as a whole or not at all: files are written into a hidden one beside it, which is renamed when
 * all are there.
 */
export class OutputFolder {
  #path: string;
  readonly #mayReplace: MayReplace;
  readonly #temporary: string;
  readonly #createdParent: string | undefined;

  private constructor(
    path: string,
    mayReplace: MayReplace,
    temporary: string,
    createdParent: string | undefined,
  ) {
    this.#path = path;
    this.#mayReplace = mayReplace;
    this.#temporary = temporary;
    this.#createdParent = createdParent;
    process.once('exit', this.#removeNow);
  }

  /**
   * Makes the hidden folder, so that a place that cannot be written to is noticed before any work is done.
   *
   * @param mayReplace whether a folder that is not empty may be replaced; none may by default
   * @throws InputError where there is something already, or nothing can be written.
   */
  static async create(path: string, mayReplace: MayReplace = () => false): Promise<OutputFolder> {
    const whole = resolve(path);
    await checkFree(path, mayReplace);
    return onDisk(path, async () => {
      const createdParent = await mkdir(dirname(whole), { recursive: true });
      const temporary = join(dirname(whole), `.${basename(whole)}.${randomUUID()}.part`);
      await mkdir(temporary);
      return new OutputFolder(path, mayReplace, temporary, createdParent);
    });
  }

  /** Where it is put, or has been put. */
  get path(): string {
    return this.#path;
  }

  /**
   * Writes one file, in folders of its own where the name has slashes.
   *
   * @throws InputError when the disk is full or refuses.
   */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    const to = join(this.#temporary, name);
    await onDisk(join(this.path, name), async () => {
      await mkdir(dirname(to), { recursive: true });
      const file = await open(to, 'w');
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  /**
   * Puts the folder in its place. What it replaces goes when the new one is there, and not before. Where something has
   * come there meanwhile that may not be replaced, it is put beside that, with a number.
   */
  async finish(): Promise<void> {
    await onDisk(this.path, async () => {
      const names = await readdir(this.path).catch(() => []);
      if (names.length > 0 && this.#mayReplace(names)) await this.#replace(resolve(this.path));
      else await this.#putBeside();
    });
    process.off('exit', this.#removeNow);
  }

  async #replace(whole: string): Promise<void> {
    const old = `${this.#temporary}.old`;
    await rename(whole, old);
    await rename(this.#temporary, whole);
    await rm(old, { recursive: true, force: true });
  }

  /** Renaming onto a folder that is not empty, or onto a file, fails: nothing is ever lost. */
  async #putBeside(): Promise<void> {
    const wanted = this.#path;
    for (let number = 1; ; number++) {
      const place = number === 1 ? wanted : `${wanted}-${number}`;
      const problem = await rename(this.#temporary, resolve(place)).catch((error: unknown) => error);
      if (problem !== undefined && !existsSync(place)) throw problem;
      this.#path = place;
      if (problem === undefined) return;
    }
  }

  /** Leaves nothing behind. Does nothing to a folder that was finished. */
  async discard(): Promise<void> {
    await rm(this.#temporary, { recursive: true, force: true });
    if (this.#createdParent !== undefined) await rmdir(this.#createdParent).catch(() => undefined);
    process.off('exit', this.#removeNow);
  }

  readonly #removeNow = (): void => {
    rmSync(this.#temporary, { recursive: true, force: true });
  };
}

/**
 * Makes sure that nothing is in the way.
 *
 * @throws InputError where there is something already.
 */
export async function checkFree(path: string, mayReplace: MayReplace = () => false): Promise<void> {
  const names = await readdir(path).catch((error: unknown) => {
    check(codeOf(error) === 'ENOENT', () => ({
      where: path,
      expected: 'a folder to write to, or none yet',
      received: REASONS[codeOf(error)] ?? messageOf(error),
      remedy: 'Choose another with --out.',
    }));
    return [];
  });
  check(names.length === 0 || mayReplace(names), () => ({
    where: path,
    expected: 'a folder that is empty, or none yet',
    received: `one with ${names.length === 1 ? names[0] : `${names.length} files`}`,
    remedy: 'Nothing was changed. Choose another with --out, or remove it.',
  }));
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: 'a file',
  EACCES: 'one that you may not write to',
  EPERM: 'one that you may not write to',
  EROFS: 'a read-only disk',
  ENOSPC: 'a full disk',
  EDQUOT: 'a used-up quota',
  EFBIG: 'a limit on the size of files',
};

async function onDisk<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const complaint = {
      where: path,
      expected: 'a place with room and permission to write',
      received: REASONS[codeOf(error)] ?? messageOf(error),
      remedy: 'Make room there, or choose another place with --out.',
    };
    throw new InputError(complaint, { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
