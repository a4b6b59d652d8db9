import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isGzip } from '../../formats/index.ts';
import { messageOf } from '../../util/errors.ts';
import { onDisk } from './disk.ts';

/** What a file must hold. */
export interface Content {
  /** The hash of the content, unpacked, in hexadecimal. */
  readonly sha256: string;
  /** The most bytes it may have, packed or unpacked. */
  readonly limit: number;
}

/**
 * Puts a copy of the file `from` at `to`, unpacked where it is packed with gzip, if its content is the one wanted.
 * It appears there as a whole or not at all: written under another name, flushed to the disk, renamed.
 *
 * @returns what is wrong with the content, or `undefined` when it is in place.
 * @throws InputError when the disk refuses.
 */
export async function install(from: string, to: string, content: Content): Promise<string | undefined> {
  const temporary = `${to}.${process.pid}.new`;
  await onDisk(to, () => mkdir(dirname(to), { recursive: true }));
  try {
    const wrong = await onDisk(from, () => unpackInto(from, temporary, content));
    if (wrong === undefined) await onDisk(to, () => rename(temporary, to));
    return wrong;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The SHA-256 of a file's bytes in hexadecimal, or `undefined` where none can be read. */
export async function sha256Of(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

async function unpackInto(from: string, to: string, content: Content): Promise<string | undefined> {
  const file = await onDisk(to, () => open(to, 'w'));
  try {
    const found = await copyHashed(await unpacked(from), file, to, content.limit);
    await onDisk(to, () => file.sync());
    const short = (hash: string) => `${hash.slice(0, 12)}…`;
    return found === content.sha256
      ? undefined
      : `other content (SHA-256 ${short(found)} instead of ${short(content.sha256)})`;
  } catch (error) {
    if (error instanceof RangeError || isPackingError(error)) return messageOf(error);
    throw error;
  } finally {
    await file.close();
  }
}

/** Writes all chunks and returns their SHA-256; a RangeError says that there are too many. */
async function copyHashed(
  chunks: AsyncIterable<Uint8Array>,
  file: FileHandle,
  path: string,
  limit: number,
): Promise<string> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new RangeError(`more than the ${limit} bytes that it may have`);
    hash.update(chunk);
    await onDisk(path, () => file.appendFile(chunk));
  }
  return hash.digest('hex');
}

/** A file's bytes, unpacked where they are packed. */
async function unpacked(path: string): Promise<AsyncIterable<Uint8Array>> {
  const file = await open(path);
  const { buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
  const stream = file.createReadStream({ start: 0 });
  return isGzip(buffer) ? pipeline(stream, createGunzip(), () => undefined) : stream;
}

/** Whether zlib could make nothing of the bytes. */
function isPackingError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}
