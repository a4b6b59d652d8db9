import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged } from '../../../test/damaged-bytes.ts';
import { InputError } from '../../util/errors.ts';
import { gunzip, isGzip } from './gzip.ts';

describe('gunzip', () => {
  it('unpacks what gzip packed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const packed = gzipSync(bytes);
        expect(isGzip(packed)).toBe(true);
        expect(await gunzip(packed, bytes.length)).toEqual(bytes);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a bomb as soon as it passes the limit', async () => {
    const bomb = gzipSync(new Uint8Array(128 * 2 ** 20), { level: 1 });
    const before = process.memoryUsage().arrayBuffers;
    await expect(gunzip(bomb, 1000, 'bomb.gz')).rejects.toThrow(
      'bomb.gz: expected at most 1000 bytes when unpacked, received more.',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 2 ** 20);
  });

  it('refuses what is cut off at any length', async () => {
    const packed = gzipSync(Uint8Array.from({ length: 300 }, (_, i) => (i * i) % 251));
    for (let length = 0; length < packed.length; length++) {
      await expect(gunzip(packed.subarray(0, length), 1000)).rejects.toThrow(InputError);
    }
  });

  it('refuses altered numbers, by their checksum, and what follows the end', async () => {
    const bytes = new TextEncoder().encode('echo train');
    const packed = gzipSync(bytes);
    const altered = Uint8Array.from(packed, (byte, i) => (i === packed.length - 6 ? byte ^ 1 : byte));
    await expect(gunzip(altered, 1000)).rejects.toThrow('bytes that do not unpack');
    await expect(gunzip(Uint8Array.of(...packed, 1, 2, 3), 1000)).rejects.toThrow(InputError);
  });

  it('never fails but with an InputError', async () => {
    const packed = gzipSync(Uint8Array.from({ length: 300 }, (_, i) => i % 7));
    await fc.assert(
      fc.asyncProperty(damaged(packed), async (bytes) => {
        const outcome = await gunzip(bytes, 1e6).catch((error: unknown) => error);
        expect(outcome instanceof Uint8Array || outcome instanceof InputError).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
