import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Adler32, type Checksum, Crc32 } from './checksums.ts';

function sumOf(sum: Checksum, pieces: readonly Uint8Array[]): number {
  for (const piece of pieces) sum.add(piece);
  return sum.value;
}

const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 });

describe('checksums', () => {
  it('of CRC-32 are those of zlib, however the bytes are cut', () => {
    fc.assert(
      fc.property(pieces, (pieces) => {
        expect(sumOf(new Crc32(), pieces)).toBe(crc32(Buffer.concat(pieces)));
      }),
    );
  });

  it('of Adler-32 are those of RFC 1950, also where its sums would overflow', () => {
    const text = new TextEncoder().encode('Wikipedia');
    expect(sumOf(new Adler32(), [text.subarray(0, 4), text.subarray(4)])).toBe(0x11e60398);
    const long = new Uint8Array(100_000).fill(255);
    const [a, b] = long.reduce(([a, b], byte) => [(a + byte) % 65521, (b + a + byte) % 65521], [1, 0]);
    expect(sumOf(new Adler32(), [long])).toBe((b ?? 0) * 65536 + (a ?? 0));
  });
});
