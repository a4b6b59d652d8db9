import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { check } from '../../util/errors.ts';
import { onDisk } from '../download/disk.ts';
import { isWithin } from '../reading/file-source.ts';

const REMEDY = 'Make room there, or choose another folder by --out.';

/** A folder that appears when everything in it is done, and not before: until then it lies beside its place. */
export class OutputFolder {
  /** Where to write. */
  readonly path: string;
  readonly #final: string;

  private constructor(final: string) {
    this.#final = final;
    this.path = `${final}.${process.pid}.part`;
  }

  /**
   * Makes the folder.
   *
   * @throws InputError where there is something already, or one of the sources holds it or lies in it.
   */
  static async make(out: string, sources: readonly string[]): Promise<OutputFolder> {
    const final = resolve(out);
    const there = await readdir(final).catch((error: NodeJS.ErrnoException) => {
      return error.code === 'ENOENT' ? [] : [error.code ?? 'something'];
    });
    check(there.length === 0, () => ({
      where: out,
      expected: 'a new or an empty folder',
      received: 'one with something in it, or no folder',
    }));
    for (const source of sources) checkApart(out, source);
    const folder = new OutputFolder(final);
    await onDisk(out, () => mkdir(folder.path, { recursive: true }), REMEDY);
    return folder;
  }

  /** Puts the folder in its place. */
  async finish(): Promise<void> {
    await onDisk(
      this.#final,
      async () => {
        if (existsSync(this.#final)) await rmdir(this.#final);
        await rename(this.path, this.#final);
      },
      REMEDY,
    );
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

function checkApart(out: string, source: string): void {
  const [a, b] = [realPlace(out), realPlace(source)];
  check(!isWithin(a, b) && !isWithin(b, a), () => ({
    where: out,
    expected: `a folder apart from ${source}, which is never changed`,
    received: 'one that holds it or lies in it',
    remedy: 'Choose another folder by --out.',
  }));
}

/** A path without links, also of what is not there yet. */
function realPlace(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  return join(realPlace(dirname(whole)), basename(whole));
}
