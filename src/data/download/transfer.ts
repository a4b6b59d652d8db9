import { open, stat } from 'node:fs/promises';
import { InputError, messageOf } from '../../util/errors.ts';
import { onDisk } from './disk.ts';
import { Silence } from './silence.ts';

/** How far a transfer has come, in bytes; the total where the server tells it. */
export interface TransferProgress {
  readonly url: string;
  readonly received: number;
  readonly total: number | undefined;
}

/** What limits a transfer, and who watches it. */
export interface TransferOptions {
  /** The most bytes to accept. */
  readonly limit: number;
  /** How long the server may send nothing, in ms. */
  readonly patienceMs: number;
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A transfer came to nothing: `passing` says whether it may succeed when tried again. */
export class TransferError extends Error {
  readonly passing: boolean;

  constructor(message: string, passing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransferError';
    this.passing = passing;
  }
}

/**
 * Gets what is missing of the file at `url` into the file `part`: all, or the rest of what an earlier transfer left
 * there, if the server can send parts (RFC 9110, section 14). What has arrived stays in `part`, whatever happens.
 *
 * @returns whether it went on with what an earlier transfer had left.
 * @throws TransferError when server or network fail; InputError when the disk does; the signal's reason.
 */
export async function transfer(url: string, part: string, options: TransferOptions): Promise<boolean> {
  const { signal, patienceMs } = options;
  const silence = new Silence(patienceMs, new TransferError(`nothing came for ${patienceMs / 1000} s`, true));
  const begun = await sizeOf(part);
  try {
    const response = await request(
      url,
      begun,
      AbortSignal.any(signal ? [signal, silence.signal] : [silence.signal]),
    );
    const complete = begun > 0 && response.status === RANGE_NOT_SATISFIABLE;
    if (!complete) await receive(response, part, begun, options, () => silence.interrupt());
    return begun > 0;
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof InputError || error instanceof TransferError ? error : networkError(error);
  } finally {
    silence.end();
  }
}

/** The server has nothing behind the bytes that are there already. */
const RANGE_NOT_SATISFIABLE = 416;

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.size ?? 0;
}

async function request(url: string, begun: number, signal: AbortSignal): Promise<Response> {
  const range = begun > 0 ? { range: `bytes=${begun}-` } : {};
  const response = await fetch(url, { headers: { ...range, 'accept-encoding': 'identity' }, signal });
  const { ok, status, statusText } = response;
  if (ok || (begun > 0 && status === RANGE_NOT_SATISFIABLE)) return response;
  const passing = status >= 500 || status === 408 || status === 429;
  throw new TransferError(`the server answers ${status} ${statusText}`.trim(), passing);
}

async function receive(
  response: Response,
  part: string,
  begun: number,
  { limit, onProgress }: TransferOptions,
  onChunk: () => void,
): Promise<void> {
  const { start, total } = extentOf(response, begun);
  checkSize(total ?? 0, limit);
  const file = await onDisk(part, () => open(part, start === 0 ? 'w' : 'a'));
  let received = start;
  try {
    for await (const chunk of response.body ?? []) {
      onChunk();
      received += chunk.length;
      checkSize(received, limit);
      await onDisk(part, () => file.appendFile(chunk));
      onProgress?.({ url: response.url, received, total });
    }
  } finally {
    await file.close();
  }
  if (total !== undefined && received < total) throw new TransferError('the connection was cut off', true);
}

/** Where in the file the answer begins, and how long the file is, as far as the server says. */
function extentOf(
  { status, headers }: Response,
  begun: number,
): { start: number; total: number | undefined } {
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '');
  if (status === 206) {
    if (Number(range?.[1]) !== begun)
      throw new TransferError('the server sends another part than asked for', false);
    return { start: begun, total: Number(range?.[2]) };
  }
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return { start: 0, total: length === null ? undefined : Number(length) };
}

function checkSize(size: number, limit: number): void {
  if (size > limit)
    throw new TransferError(`the server sends more than the ${limit} bytes that it may be`, false);
}

/** What fetch throws says little; its cause says why, or the causes do, one for each address of the host. */
function networkError(error: unknown): TransferError {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  return new TransferError(messageOf(first), true, { cause: error });
}
