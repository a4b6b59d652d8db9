import { randomBytes } from 'node:crypto';
import { constants, existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { statsOf } from '../reading/file-source.ts';

/** A file to be copied, and where within the dataset. */
export interface Copy {
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
  /** When it was changed last, in milliseconds since 1970. */
  readonly modified: number;
}

/**
 * Checks that a dataset can be made at a place.
 *
 * @throws InputError where something lies there already.
 */
export function checkFree(out: string): void {
  const stats = statsOf(out);
  check(stats === undefined || (stats.isDirectory() && readdirSync(out).length === 0), () => ({
    where: out,
    expected: 'a new or an empty folder',
    received: stats?.isDirectory() ? 'a folder with something in it' : 'a file',
    remedy: 'Choose another one, or remove it first.',
  }));
}

/**
 * Makes a folder that appears as a whole or not at all: it is filled under another name beside its place, and renamed.
 *
 * @throws InputError where the disk refuses; nothing is left then.
 */
export async function publish(out: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const place = resolve(out);
  const part = `${place}.part-${process.pid}-${randomBytes(3).toString('hex')}`;
  try {
    await mkdir(dirname(place), { recursive: true });
    await removeAbandoned(place);
    await mkdir(part);
    await fill(part);
    if (existsSync(place)) await rmdir(place);
    await rename(part, place);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (!(error instanceof Error && 'code' in error)) throw error;
    const complaint = {
      where: out,
      expected: 'a place with room and permission to write',
      received: messageOf(error),
    };
    throw new InputError(complaint, { cause: error });
  }
}

/** Removes what imports to the same place have left that were killed. */
async function removeAbandoned(place: string): Promise<void> {
  const start = `${basename(place)}.part-`;
  for (const name of await readdir(dirname(place))) {
    if (!name.startsWith(start)) continue;
    const [, pid] = /^(\d+)-[0-9a-f]{6}$/.exec(name.slice(start.length)) ?? [];
    if (pid !== undefined && !lives(Number(pid))) {
      await rm(join(dirname(place), name), { recursive: true, force: true });
    }
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Copies a file, with the time of its last change.
 *
 * @throws InputError where it is no longer as it was read.
 */
export async function copyUnchanged({ from, to, bytes, modified }: Copy): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const { size } = await stat(from);
  check(size === bytes && (await stat(to)).size === bytes, () => ({
    where: from,
    expected: `${bytes} bytes, as when it was read`,
    received: `${size}`,
    remedy: 'Something changes it: import again when that is done.',
  }));
  // Half a millisecond more, so that no rounding leads to the millisecond before.
  const seconds = (modified + 0.5) / 1000;
  await utimes(to, seconds, seconds);
}
