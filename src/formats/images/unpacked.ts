import { Unzlib } from 'fflate';
import { check } from '../../util/errors.ts';
import { unpackedPieces } from '../bytes/deflate.ts';
import { bytesSource } from '../bytes/source.ts';

/**
 * Unpacks a zlib stream (RFC 1950) to as many bytes as are wanted; what it has beyond is left in it.
 *
 * @throws InputError where it is damaged or has fewer.
 */
export function unpackedBytes(packed: Uint8Array, length: number, where: string): Uint8Array {
  const result = new Uint8Array(length);
  const range = { source: bytesSource(packed, where), offset: 0, length: packed.length };
  let at = 0;
  for (const piece of unpackedPieces(range, (emit) => new Unzlib(emit))) {
    result.set(piece.subarray(0, length - at), at);
    at = Math.min(at + piece.length, length);
    if (at === length) return result;
  }
  check(length === 0, () => ({
    where,
    expected: `${length} bytes of pixels when unpacked`,
    received: `${at}`,
    remedy: 'The file is cut off or damaged: get it again.',
  }));
  return result;
}
