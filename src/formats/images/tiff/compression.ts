import { InputError } from '../../../util/errors.ts';
import { unpackedBytes } from '../unpacked.ts';
import { damagedTiff } from './directory.ts';
import { decodeLzw } from './lzw.ts';

/** One byte of packed data stands for less than this many: of LZW, a code of 12 bits for 4,096. */
export const MOST_PER_BYTE = 4096;

/** Compressions by their numbers (TIFF 6.0; Adobe's technical notes): packed bytes to as many as are wanted. */
const COMPRESSIONS: ReadonlyMap<number, (packed: Uint8Array, length: number, where: string) => Uint8Array> =
  new Map([
    [1, plain],
    [5, decodeLzw],
    [8, unpackedBytes],
    [32946, unpackedBytes],
    [32773, packBits],
  ]);

/** Compressions that are in use, but not read. */
const NAMES: Readonly<Record<number, string>> = {
  2: 'CCITT',
  3: 'CCITT Group 3',
  4: 'CCITT Group 4',
  6: 'old JPEG',
  7: 'JPEG',
  34712: 'JPEG 2000',
  34925: 'LZMA',
  50000: 'Zstandard',
  50001: 'WebP',
};

/**
 * Unpacks a strip or tile to `length` bytes.
 *
 * @throws InputError where it has fewer, is damaged, or of a compression that is not read.
 */
export function uncompressed(
  packed: Uint8Array,
  compression: number,
  length: number,
  where: string,
): Uint8Array {
  const unpack = COMPRESSIONS.get(compression);
  if (unpack) return unpack(packed, length, where);
  throw new InputError({
    where,
    expected: 'TIFF without compression, or with LZW, Deflate or PackBits',
    received: NAMES[compression] ?? `compression ${compression}`,
    remedy: 'Save it with one of these.',
  });
}

function plain(bytes: Uint8Array, length: number, where: string): Uint8Array {
  if (bytes.length < length) throw damagedTiff(where, `${bytes.length} of ${length} bytes of a strip`);
  return bytes.subarray(0, length);
}

/** TIFF 6.0, section 9 */
function packBits(packed: Uint8Array, length: number, where: string): Uint8Array {
  const result = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at < packed.length && to < length; ) {
    const control = packed[at++] ?? 0;
    if (control < 128) {
      const literal = packed.subarray(at, Math.min(at + control + 1, at + length - to));
      result.set(literal, to);
      to += literal.length;
      at += control + 1;
    } else if (control > 128) {
      const end = Math.min(to + 257 - control, length);
      result.fill(packed[at++] ?? 0, to, end);
      to = end;
    }
  }
  if (to < length) throw damagedTiff(where, `${to} of ${length} bytes of a strip`);
  return result;
}
