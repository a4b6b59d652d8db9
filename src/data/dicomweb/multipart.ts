import { RequestFailure } from './request-failure.ts';

/** What may stand before the part (RFC 2046 calls it the preamble), and in its headers, in bytes. */
const MOST_BEFORE = 1 << 14;
const CRLF = '\r\n';

/**
 * The boundary that a `multipart/related` content type names (RFC 2046, 5.1.1).
 *
 * @throws RequestFailure where it names none.
 */
export function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain ?? '';
  if (!/^[ -~]{1,70}$/.test(boundary)) {
    throw new RequestFailure('the server sends several parts, but does not say what separates them');
  }
  return boundary;
}

/**
 * The content of the one part of a multipart body, as it comes: nothing but a window of it is ever kept.
 *
 * @throws RequestFailure unless there is exactly one part, and its end arrives.
 */
export async function* onlyPart(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<Uint8Array, void, void> {
  const incoming = new Incoming(chunks);
  await incoming.skipPast(`--${boundary}`);
  await incoming.skipPast(`${CRLF}${CRLF}`);
  const delimiter = Buffer.from(`${CRLF}--${boundary}`);
  for (;;) {
    const end = incoming.held.indexOf(delimiter);
    if (end >= 0) {
      yield incoming.take(end);
      return await checkLast(incoming, delimiter.length);
    }
    yield incoming.take(Math.max(0, incoming.held.length - delimiter.length + 1));
    if (!(await incoming.more())) throw cutOff();
  }
}

/** After the last part, two hyphens follow its delimiter; a line break would begin another part. */
async function checkLast(incoming: Incoming, delimiterLength: number): Promise<void> {
  incoming.take(delimiterLength);
  while (incoming.held.length < 2 && (await incoming.more()));
  if (incoming.held.toString('latin1', 0, 2) === '--') return;
  if (incoming.held.length < 2) throw cutOff();
  throw new RequestFailure('the server sends several parts where one was asked for');
}

function cutOff(): RequestFailure {
  return new RequestFailure('the connection was cut off', { passing: true });
}

/** What has arrived and is not yet used. */
class Incoming {
  held = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Waits for the next bytes; false at the end. */
  async more(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    this.held = this.held.length === 0 ? asBuffer(value) : Buffer.concat([this.held, value]);
    return true;
  }

  take(length: number): Buffer {
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return taken;
  }

  /** Drops everything up to the end of a mark, which has to come soon. */
  async skipPast(mark: string): Promise<void> {
    for (;;) {
      const at = this.held.indexOf(mark, 0, 'latin1');
      if (at >= 0) return void this.take(at + mark.length);
      if (this.held.length > MOST_BEFORE) {
        throw new RequestFailure('the server sends something else than the parts that it announced');
      }
      if (!(await this.more())) throw cutOff();
    }
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer<ArrayBuffer> {
  return buffer instanceof ArrayBuffer
    ? Buffer.from(buffer, byteOffset, byteLength)
    : Buffer.from(new Uint8Array(buffer, byteOffset, byteLength));
}
