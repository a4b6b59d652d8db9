import { crc32 } from 'node:zlib';

const SIGNATURE = 8;
/** Length, type and checksum of a chunk. */
const AROUND = 12;

/**
 * Puts the checksums of a PNG file's chunks right, as far as its chunks are whole: else damage of what is in them would
 * end at the checksum, and never reach what reads them.
 */
export function repairPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = SIGNATURE; at + AROUND <= bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + AROUND + length;
    if (end > bytes.length) break;
    view.setUint32(end - 4, crc32(bytes.subarray(at + 4, end - 4)));
    at = end;
  }
  return bytes;
}
