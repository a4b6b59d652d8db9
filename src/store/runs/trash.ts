import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check } from '../../util/errors.ts';
import type { Runs } from './runs.ts';

/** Where the files of runs are, and of those that were thrown away. */
export interface RunFolders {
  /** The folder of all that were thrown away. */
  readonly trash: string;
  readonly kept: (run: number) => string;
  readonly trashed: (run: number) => string;
}

/** Throws runs away, so that they can be taken back until the trash is emptied. */
export class Trash {
  readonly #runs: Runs;
  readonly #folders: RunFolders;

  constructor(runs: Runs, folders: RunFolders) {
    this.#runs = runs;
    this.#folders = folders;
  }

  /**
   * Throws a run away.
   *
   * @returns the bytes of its files
   * @throws InputError for one that is running or paused.
   */
  async add(run: number, now = Date.now()): Promise<number> {
    await this.#check(run);
    if (!(await this.#runs.throwAway(run, now))) await this.#check(run);
    move(this.#folders.kept(run), this.#folders.trashed(run));
    return folderSize(this.#folders.trashed(run));
  }

  /** Throws runs away: where one of them may not be, none is. @returns the bytes of the files of each */
  async addAll(runs: readonly number[]): Promise<{ readonly run: number; readonly bytes: number }[]> {
    for (const run of runs) await this.#check(run);
    const thrown: { readonly run: number; readonly bytes: number }[] = [];
    for (const run of new Set(runs)) thrown.push({ run, bytes: await this.add(run) });
    return thrown;
  }

  /** Takes runs back: where one of them is not there, none. */
  async restoreAll(runs: readonly number[]): Promise<void> {
    for (const run of runs) await this.#runs.get(run);
    for (const run of runs) await this.restore(run);
  }

  /** @throws InputError for a run that is running or paused, or not there. */
  async #check(run: number): Promise<void> {
    const { status } = await this.#runs.get(run);
    check(status !== 'running' && status !== 'paused', () => ({
      where: `run ${run}`,
      expected: 'one that is not running',
      received: `one that is ${status}`,
      remedy: `Stop it first, with Ctrl-C where it runs or with: echotrain runs stop ${run}.`,
    }));
  }

  /** Takes a run back. */
  async restore(run: number): Promise<void> {
    move(this.#folders.trashed(run), this.#folders.kept(run));
    await this.#runs.change(run, { trashedAt: null });
  }

  /** The bytes of all files that were thrown away. */
  size(): number {
    return folderSize(this.#folders.trash);
  }

  /** Removes what was thrown away, for good. @returns how many runs, and the bytes of their files */
  async empty(): Promise<{ readonly runs: number; readonly bytes: number }> {
    const thrown = await this.#runs.list({ trashed: true });
    let bytes = 0;
    for (const { id } of thrown) {
      const folder = this.#folders.trashed(id);
      bytes += folderSize(folder);
      rmSync(folder, { recursive: true, force: true });
      await this.#runs.forget(id);
    }
    return { runs: thrown.length, bytes };
  }
}

function move(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  renameSync(from, to);
}

/** The bytes of all files in a folder; 0 where there is none. */
export function folderSize(folder: string): number {
  if (!existsSync(folder)) return 0;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.reduce((total, { parentPath, name }) => total + statSync(join(parentPath, name)).size, 0);
}
