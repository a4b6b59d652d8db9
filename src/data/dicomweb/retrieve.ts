import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inFolder } from './in-folder.ts';
import { boundaryOf, onlyPart } from './multipart.ts';
import { RequestFailure } from './request-failure.ts';
import type { DicomWebServer } from './server.ts';

/** The most bytes of one instance: pixel data end at 2³² bytes, and headers are small against that. */
export const LARGEST_INSTANCE = 2 ** 32 + 2 ** 28;

/** Any transfer syntax: files come as the archive keeps them. */
const AS_STORED = 'multipart/related; type="application/dicom"; transfer-syntax=*';

/** The mark of a DICOM file, and where it stands (PS3.10, 7.1). */
const MARK = 'DICM';
const MARK_AT = 128;

/** What arrived. */
export interface Arrived {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Fetches one instance (WADO-RS, PS3.18, 10.4) into a file, which appears when it is whole, and not before.
 * `onBytes` hears how many bytes came; a negative number takes back those of an attempt that failed.
 *
 * @throws RequestFailure when server or network fail, InputError when the disk does; the signal's reason.
 */
export async function retrieve(
  server: DicomWebServer,
  path: string,
  to: string,
  { limit, onBytes }: { readonly limit: number; readonly onBytes: (count: number) => void },
): Promise<Arrived> {
  const part = `${to}.part`;
  await inFolder(to, () => mkdir(dirname(to), { recursive: true }));
  try {
    const arrived = await server.get(path, AS_STORED, (response, heard) =>
      receive(response, part, limit, (count) => {
        heard();
        onBytes(count);
      }),
    );
    await inFolder(to, () => rename(part, to));
    return arrived;
  } finally {
    await rm(part, { force: true });
  }
}

async function receive(
  response: Response,
  part: string,
  limit: number,
  onBytes: (count: number) => void,
): Promise<Arrived> {
  const content = contentOf(response);
  const file = await inFolder(part, () => open(part, 'w'));
  const writing = new Writing(file, part, limit, onBytes);
  try {
    for await (const chunk of content) await writing.write(chunk);
    return writing.finish();
  } catch (error) {
    onBytes(-writing.bytes);
    throw error;
  } finally {
    await file.close();
  }
}

/** A DICOM file as it comes. */
class Writing {
  bytes = 0;
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #limit: number;
  readonly #onBytes: (count: number) => void;
  readonly #hash = createHash('sha256');
  #head = Buffer.alloc(0);

  constructor(file: FileHandle, path: string, limit: number, onBytes: (count: number) => void) {
    this.#file = file;
    this.#path = path;
    this.#limit = limit;
    this.#onBytes = onBytes;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.bytes + chunk.length > this.#limit) {
      throw new RequestFailure(
        `the server sends more than the ${this.#limit} bytes that an instance may have`,
      );
    }
    if (this.#head.length < MARK_AT + MARK.length) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, MARK_AT + MARK.length)]);
    }
    this.#hash.update(chunk);
    await inFolder(this.#path, () => this.#file.appendFile(chunk));
    this.bytes += chunk.length;
    this.#onBytes(chunk.length);
  }

  finish(): Arrived {
    if (this.#head.toString('latin1', MARK_AT, MARK_AT + MARK.length) !== MARK) {
      throw new RequestFailure('the server sends something else than a DICOM file');
    }
    return { bytes: this.bytes, sha256: this.#hash.digest('hex') };
  }
}

/** The file in an answer: the one part of several, or, from servers that take it easy, the whole. */
function contentOf(response: Response): AsyncIterable<Uint8Array> {
  const type = response.headers.get('content-type') ?? '';
  const body = response.body;
  if (!body) throw new RequestFailure('the server sends nothing', { passing: true });
  if (/^multipart\/related/i.test(type)) return onlyPart(body, boundaryOf(type));
  if (/^application\/dicom\s*(;|$)/i.test(type)) return body;
  throw new RequestFailure(`the server sends ${type || 'something unnamed'} instead of DICOM files`);
}
