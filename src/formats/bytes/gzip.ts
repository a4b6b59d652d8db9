import { joinBytes } from '../../util/bytes.ts';
import { InputError, messageOf } from '../../util/errors.ts';

/** Whether the bytes begin like a gzip file (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks a gzip file in memory, up to `limit` bytes: a file that would grow beyond is refused as soon as it does.
 * `where` names it in errors.
 *
 * @throws InputError for a file that is corrupt, cut off, followed by something else, or too large unpacked.
 */
export async function gunzip(bytes: Uint8Array, limit: number, where = 'gzip file'): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of unpacked(bytes)) {
      length += chunk.length;
      if (length > limit) throw tooLarge(limit, where);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw corrupt(error, where);
  }
  return joinBytes(chunks);
}

/** Packs bytes into a gzip file. */
export async function packGzip(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function unpacked(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
}

function tooLarge(limit: number, where: string): InputError {
  return new InputError({
    where,
    expected: `at most ${limit} bytes when unpacked`,
    received: 'more',
    remedy: 'It is not what its name says, or made to fill the memory.',
  });
}

function corrupt(error: unknown, where: string): InputError {
  const complaint = {
    where,
    expected: 'one whole gzip file',
    received: `bytes that do not unpack (${messageOf(error)})`,
    remedy: 'It may be cut off or altered: get it again.',
  };
  return new InputError(complaint, { cause: error });
}
