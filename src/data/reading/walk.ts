import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { check, messageOf } from '../../util/errors.ts';
import { MANIFEST } from '../manifest/manifest.ts';
import { isWithin, kindOf, statsOf } from './file-source.ts';
import type { Problem } from './problem.ts';

/** A file that was found in a folder. */
export interface FoundFile {
  /** Where it is, beginning with the folder as the user named it. */
  readonly path: string;
  /** The folder that it must not leave; none where the user named the file itself. */
  readonly root?: string;
  /** Its way from the folder, with slashes. */
  readonly name: string;
  readonly bytes: number;
  /** When it was changed last, in milliseconds since 1970. */
  readonly modified: number;
}

/** What is in a folder. */
export interface Walk {
  /** In the order of their names. */
  readonly files: readonly FoundFile[];
  /** Hidden files and folders, datasets of ours, and links to what is found anyway: passed by. */
  readonly passed: readonly string[];
  /** Links out of the folder, pipes, folders that may not be read. */
  readonly problems: readonly Problem[];
}

/**
 * All files in a folder and below it, or the one file that was named. Symbolic links are followed to files within the
 * folder, and not to folders: whatever they lead to there is found anyway.
 *
 * @throws InputError where nothing is there, or what is there is no file and no folder.
 */
export function walk(path: string): Walk {
  const stats = statsOf(path);
  check(stats !== undefined, () => ({
    where: path,
    expected: 'a file or a folder',
    received: 'nothing of that name',
  }));
  if (stats.isDirectory()) return new FolderWalk(path).walk();
  check(stats.isFile(), () => ({ where: path, expected: 'a file or a folder', received: kindOf(stats) }));
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return { files: [{ path, name, ...sizeOf(stats) }], passed: [], problems: [] };
}

function sizeOf({ size, mtimeMs }: Stats): Pick<FoundFile, 'bytes' | 'modified'> {
  return { bytes: size, modified: Math.floor(mtimeMs) };
}

/** The walk through one folder, without recursion: no depth is too much for it. */
class FolderWalk {
  readonly #root: string;
  readonly #real: string;
  readonly #files: FoundFile[] = [];
  readonly #passed: string[] = [];
  readonly #problems: Problem[] = [];
  readonly #folders: string[] = [''];

  constructor(root: string) {
    this.#root = root;
    this.#real = realpathSync(root);
  }

  walk(): Walk {
    for (let folder = this.#folders.pop(); folder !== undefined; folder = this.#folders.pop()) {
      this.#visit(folder);
    }
    const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
    const problems = this.#problems.toSorted((a, b) => (a.file < b.file ? -1 : 1));
    return { files: this.#files.toSorted(byName), passed: this.#passed.toSorted(), problems };
  }

  #visit(folder: string): void {
    const entries = this.#entriesOf(folder);
    if (folder !== '' && entries.some(({ name }) => name === MANIFEST)) {
      this.#passed.push(folder);
      return;
    }
    for (const entry of entries) this.#take(entry, folder === '' ? entry.name : `${folder}/${entry.name}`);
  }

  #take(entry: Dirent, name: string): void {
    const path = join(this.#root, name);
    if (entry.name.startsWith('.')) this.#passed.push(name);
    else if (entry.isDirectory()) this.#folders.push(name);
    else if (entry.isSymbolicLink()) this.#follow(path, name);
    else if (entry.isFile()) this.#add(path, name);
    else this.#problems.push({ file: path, reason: `expected a file, received ${kindOf(entry)}.` });
  }

  #follow(path: string, name: string): void {
    const target = this.#attempt(path, () => realpathSync(path));
    if (target === undefined) return;
    if (!isWithin(target, this.#real)) {
      const reason = `expected a file within ${this.#root}, received a link to ${target}. Links out of the folder are not followed: name that folder too, or copy the file.`;
      this.#problems.push({ file: path, reason });
    } else if (statSync(target).isFile()) this.#add(path, name);
    else this.#passed.push(name);
  }

  #add(path: string, name: string): void {
    const stats = this.#attempt(path, () => statSync(path));
    if (stats) this.#files.push({ path, root: this.#root, name, ...sizeOf(stats) });
  }

  #entriesOf(folder: string): Dirent[] {
    const path = join(this.#root, folder);
    return this.#attempt(path, () => readdirSync(path, { withFileTypes: true })) ?? [];
  }

  /** What the disk gives, or nothing where it refuses, which is noted. */
  #attempt<T>(path: string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      const broken = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      const received = broken ? 'a link to nothing' : messageOf(error);
      this.#problems.push({ file: path, reason: `expected what can be read, received ${received}.` });
      return undefined;
    }
  }
}
