import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { check, InputError } from '../../util/errors.ts';
import { onDisk } from './disk.ts';
import { type Content, install } from './install.ts';
import { TransferError, type TransferProgress, transfer } from './transfer.ts';

/** What to download, from where, to where. */
export interface DownloadOptions extends Content {
  /** Where one and the same content can be had, best first; packed with gzip or not. */
  readonly urls: readonly string[];
  /** The file to make. */
  readonly to: string;
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
  /** Stops the download; what has arrived stays for the next time. */
  readonly signal?: AbortSignal | undefined;
  /** How often to try each server without getting further: 4 by default. */
  readonly attempts?: number;
  /** The pause before the second attempt, in ms; each further one is twice as long. 500 by default. */
  readonly pauseMs?: number;
  /** How long a server may send nothing, in ms; 30,000 by default. */
  readonly patienceMs?: number;
  /** What to do when no server helps. */
  readonly remedy?: string;
}

/**
 * Downloads a file whose content is known by its SHA-256. Goes on with what an earlier attempt has left, tries a
 * server again whose trouble may pass, and the next one where it will not. The file appears when it is complete and
 * right, and not before; until then its bytes are kept beside it under a name that ends in `.part`.
 *
 * @throws InputError that lists what each server did, or what the disk refused; the signal's reason when stopped.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const troubles: string[] = [];
  for (const url of options.urls) checkUrl(url);
  await onDisk(options.to, () => mkdir(dirname(options.to), { recursive: true }));
  for (const url of options.urls) {
    const trouble = await troubleWith(url, options);
    if (trouble === undefined) return;
    troubles.push(`${url}: ${trouble}`);
  }
  throw new InputError({
    where: `download of ${basename(options.to)}`,
    expected: 'a server that sends it',
    received: troubles.join('; ') || 'none to ask',
    ...(options.remedy !== undefined && { remedy: options.remedy }),
  });
}

function checkUrl(url: string): void {
  check(/^https?:/.test(url) && URL.canParse(url), () => ({
    where: 'download',
    expected: 'an address that begins with http:// or https://',
    received: url,
  }));
}

/** Tries one server until the file is in place, or gives its last trouble. What gets further may always go on. */
async function troubleWith(url: string, options: DownloadOptions): Promise<string | undefined> {
  const { attempts = 4, pauseMs = 500, signal } = options;
  let furthest = 0;
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const trouble = await attemptOnce(url, options, (received) => {
      if (received > furthest) [furthest, attempt] = [received, 1];
    });
    if (trouble === undefined) return undefined;
    if (!trouble.passing || attempt >= attempts) return trouble.message;
    await pause(pauseMs * 2 ** (attempt - 1), signal);
  }
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
}

/** Transfers and installs; wrong content is thrown away, and may come from another time if the transfer went on. */
async function attemptOnce(
  url: string,
  options: DownloadOptions,
  onReceived: (bytes: number) => void,
): Promise<TransferError | undefined> {
  const { to, limit, signal, patienceMs = 30_000 } = options;
  const onProgress = (progress: TransferProgress) => {
    onReceived(progress.received);
    options.onProgress?.(progress);
  };
  const part = join(dirname(to), `${basename(new URL(url).pathname)}.part`);
  try {
    const resumed = await transfer(url, part, { limit, patienceMs, onProgress, signal });
    const wrong = await install(part, to, options);
    await rm(part, { force: true });
    return wrong === undefined ? undefined : new TransferError(`it sends ${wrong}`, resumed);
  } catch (error) {
    if (error instanceof TransferError) return error;
    throw error;
  }
}
