import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  read,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { type ByteSource, checkWithin } from '../../formats/bytes/source.ts';
import { check, InputError, messageOf } from '../../util/errors.ts';

/** How many bytes a small read fetches, so that many of them in a row cost one call of the system. */
const READ_AHEAD = 1 << 16;

/** From so many bytes on, handing them to another thread takes less time than it saves. */
const LARGE = 1 << 18;

/** Where a file lies, and the folder that it must not leave. */
export interface FilePlace {
  readonly path: string;
  /** The folder that the user named; the file's own folder by default, where the user named the file itself. */
  readonly root?: string | undefined;
}

/**
 * A file on the disk, open for reading until it is closed. What is opened lies within the folder that the user named:
 * symbolic links are resolved first, and one that leaves it is refused.
 *
 * @example
 * using file = new FileSource({ path: 'scans/0001.dcm', root: 'scans' });
 * const image = await openArray(file);
 */
export class FileSource implements ByteSource {
  readonly name: string;
  readonly size: number;
  /** When the file was changed last, in milliseconds since 1970. */
  readonly modified: number;
  readonly #root: string;
  readonly #folder: string;
  readonly #siblings: FileSource[] = [];
  #descriptor: number | undefined;
  #window: Uint8Array = new Uint8Array(0);
  #start = 0;

  /** @throws InputError for what is missing, no regular file, not to be read, or outside of the folder. */
  constructor({ path, root }: FilePlace) {
    const real = onDisk(path, () => realpathSync(path));
    this.name = path;
    this.#root = root === undefined ? dirname(real) : onDisk(root, () => realpathSync(root));
    this.#folder = dirname(real);
    checkInside(path, real, this.#root);
    checkRegular(
      path,
      onDisk(path, () => statSync(real)),
    );
    const { O_RDONLY, O_NONBLOCK } = constants;
    const descriptor = onDisk(path, () => openSync(real, O_RDONLY | O_NONBLOCK));
    this.#descriptor = descriptor;
    const stats = onDisk(path, () => fstatSync(descriptor));
    [this.size, this.modified] = [stats.size, stats.mtimeMs];
  }

  read(offset: number, length: number): Uint8Array {
    checkWithin(this, offset, length);
    const at = offset - this.#start;
    if (at >= 0 && at + length <= this.#window.length) return this.#window.subarray(at, at + length);
    if (length >= READ_AHEAD) return this.#fetch(offset, length);
    this.#window = this.#fetch(offset, Math.min(READ_AHEAD, this.size - offset));
    this.#start = offset;
    return this.#window.subarray(0, length);
  }

  /** Large stretches are read by other threads. */
  async readInto(offset: number, target: Uint8Array): Promise<void> {
    checkWithin(this, offset, target.length);
    const done = target.length < LARGE ? 0 : await this.#readAside(target, offset);
    this.#fill(target.subarray(done), offset + done);
  }

  beside(name: string): FileSource | undefined {
    check(!/[/\\\0]/.test(name) && name !== '..' && name !== '.', () => ({
      where: this.name,
      expected: 'the name of a file in the same folder',
      received: JSON.stringify(name),
    }));
    const real = join(this.#folder, name);
    if (!statSync(real, { throwIfNoEntry: false })?.isFile()) return undefined;
    const sibling = new FileSource({ path: join(dirname(this.name), name), root: this.#root });
    this.#siblings.push(sibling);
    return sibling;
  }

  /** Closes the file and those that were opened beside it; once more does nothing. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    for (const sibling of this.#siblings.splice(0)) sibling.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #fetch(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    this.#fill(bytes, offset);
    return bytes;
  }

  #fill(bytes: Uint8Array, offset: number): void {
    let have = 0;
    while (have < bytes.length) {
      const count = onDisk(this.name, () => this.#readInto(bytes, have, offset + have));
      check(count > 0, () => ({
        where: this.name,
        expected: `${this.size} bytes, as when it was opened`,
        received: `${offset + have}`,
        remedy: 'Something changes it: try again when that is done.',
      }));
      have += count;
    }
  }

  /** How many bytes another thread has read; 0 where it could not, which shows when they are read again. */
  async #readAside(target: Uint8Array, position: number): Promise<number> {
    if (this.#descriptor === undefined) return 0;
    const reading = promisify(read)(this.#descriptor, target, 0, target.length, position);
    return reading.then(
      ({ bytesRead }) => bytesRead,
      () => 0,
    );
  }

  #readInto(bytes: Uint8Array, have: number, position: number): number {
    if (this.#descriptor === undefined) throw new Error(`internal: ${this.name} is closed already`);
    return readSync(this.#descriptor, bytes, have, bytes.length - have, position);
  }
}

/**
 * What lies at a path, links followed; undefined for nothing.
 *
 * @throws InputError where the disk refuses to say: links in a circle, a folder that is not to be read.
 */
export function statsOf(path: string): Stats | undefined {
  return onDisk(path, () => statSync(path, { throwIfNoEntry: false }));
}

/** Whether a real path is a folder or something in it. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return (
    way === '' || !(way === '..' || way.startsWith(`..${sep}`) || way.startsWith(sep) || /^\w:/.test(way))
  );
}

/** What a thing on the disk is, where it is no regular file. */
export function kindOf(stats: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket'>): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

function checkInside(path: string, real: string, root: string): void {
  check(isWithin(real, root), () => ({
    where: path,
    expected: `a file within ${root}`,
    received: `a link to ${real}`,
    remedy: 'Links out of the folder are not followed: name that folder too, or copy the file.',
  }));
}

function checkRegular(path: string, stats: Stats): void {
  check(stats.isFile(), () => ({ where: path, expected: 'a file', received: kindOf(stats) }));
}

/** Does something with the disk, and turns what it refuses into an error that names the file. */
function onDisk<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const complaint = missing
      ? { where: path, expected: 'a file', received: 'nothing of that name' }
      : { where: path, expected: 'a file that can be read', received: messageOf(error) };
    throw new InputError(complaint, { cause: error });
  }
}
