import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnpackedSource } from './unpacked-source.ts';

const SIZE = 5 * 2 ** 20 + 1234;
const PIECE = 300_000;
const byteAt = (place: number) => (place * 31 + (place >> 12)) & 255;

/** How often unpacking began, and a source that keeps 2 MiB. */
function counted() {
  const begun = { times: 0 };
  function* pieces() {
    begun.times++;
    for (let at = 0; at < SIZE; at += PIECE) {
      yield Uint8Array.from({ length: Math.min(PIECE, SIZE - at) }, (_, i) => byteAt(at + i));
    }
  }
  return { begun, source: new UnpackedSource({ name: 'x.gz', size: SIZE, pieces, kept: 2 * 2 ** 20 }) };
}

describe('UnpackedSource', () => {
  it('gives any bytes in any order', () => {
    const { source } = counted();
    const range = fc.tuple(fc.nat(SIZE), fc.nat(3 * 2 ** 20));
    fc.assert(
      fc.property(range, ([offset, wanted]) => {
        const length = Math.min(wanted, SIZE - offset);
        const bytes = source.read(offset, length);
        expect(bytes.length).toBe(length);
        for (const i of [0, 1, length >> 1, length - 1]) {
          if (i >= 0 && i < length) expect(bytes[i]).toBe(byteAt(offset + i));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('unpacks once for who goes forward or back a little, and again for who goes back far', () => {
    const { source, begun } = counted();
    for (let at = 0; at + PIECE < SIZE; at += PIECE) source.read(at, PIECE);
    source.read(SIZE - 2 ** 20, 100);
    expect(begun.times).toBe(1);
    expect(source.read(7, 1)[0]).toBe(byteAt(7));
    expect(begun.times).toBe(2);
  });

  it('is whole at its end, also after going back', () => {
    const { source } = counted();
    source.read(SIZE - 1, 1);
    source.read(0, 1);
    source.finish();
    expect(() => source.read(SIZE, 1)).toThrow('x.gz: expected 1 bytes from byte');
  });
});
