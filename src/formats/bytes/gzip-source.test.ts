import { readFileSync } from 'node:fs';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged } from '../../../test/damaged-bytes.ts';
import { hasSharedData, SHARED_DATA } from '../../../test/open-file.ts';
import { filesSource, valuesOf } from '../../../test/small-files.ts';
import { InputError } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import { writeIdx } from '../idx/idx.ts';
import { writeNifti } from '../nifti/write.ts';
import { openArray } from '../open.ts';
import { gunzipSource, maySayLess } from './gzip-source.ts';
import { type ByteSource, bytesSource } from './source.ts';

/** Bytes that pack neither well nor badly. */
function texture(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * i + (i >> 5)) % 253);
}

function unpack(packed: Uint8Array): ByteSource {
  return gunzipSource(bytesSource(packed, 'x.gz'));
}

function all(source: ByteSource): Uint8Array {
  const bytes = source.read(0, source.size);
  source.finish?.();
  return bytes;
}

/** The bytes as a source, and how far they were unpacked, which happens in small steps. */
function watched(bytes: Uint8Array): { source: ByteSource; unpacked: () => number } {
  let furthest = 0;
  const read = (offset: number, length: number) => {
    if (length > 8 && length <= 1 << 14) furthest = Math.max(furthest, offset + length);
    return bytes.subarray(offset, offset + length);
  };
  return { source: { name: 'x.gz', size: bytes.length, read }, unpacked: () => furthest };
}

describe('gunzipSource', () => {
  it('gives the bytes that were packed, of one member or several, read in any order', () => {
    const members = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(members, fc.nat(1000), fc.nat(1000), (members, from, to) => {
        const whole = Buffer.concat(members);
        const source = unpack(Buffer.concat(members.map((bytes) => gzipSync(bytes))));
        expect(source.size).toBe(whole.length);
        const [start, end] = [Math.min(from, to, whole.length), Math.min(Math.max(from, to), whole.length)];
        expect([...source.read(start, end - start)]).toEqual([...whole.subarray(start, end)]);
        expect([...all(source)]).toEqual([...whole]);
      }),
      { numRuns: 200 },
    );
  });

  it('reads across its pages of memory, forward and back', () => {
    const bytes = texture(3_500_000);
    const source = unpack(gzipSync(bytes));
    for (const [offset, length] of [
      [1_000_000, 100_000],
      [0, 3_500_000],
      [1_048_575, 2],
      [3_499_999, 1],
      [2_097_152, 1_048_576],
    ] as const) {
      const read = source.read(offset, length);
      expect(Buffer.compare(read, bytes.subarray(offset, offset + length))).toBe(0);
    }
    expect(() => source.read(3_500_000, 1)).toThrow('x.gz: expected 1 bytes from byte 3500000 on');
  });

  it('unpacks only as far as is read', () => {
    const random = Uint8Array.from({ length: 4_000_000 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 13);
    const { source, unpacked } = watched(gzipSync(random, { level: 1 }));
    const file = gunzipSource(source);
    file.read(0, 348);
    expect(unpacked()).toBe(1 << 14);
    file.read(file.size - 1, 1);
    expect(unpacked()).toBe(source.size);
  });

  it('keeps headers with names, comments and extra fields apart from the bytes', () => {
    const header = [0x1f, 0x8b, 8, 0x1c, 0, 0, 0, 0, 0, 3, 2, 0, 0x41, 0x42, 0x6e, 0, 0x63, 0];
    const plain = gzipSync(Uint8Array.of(1, 2, 3));
    expect([...all(unpack(Uint8Array.of(...header, ...plain.subarray(10))))]).toEqual([1, 2, 3]);
  });

  it.each<[string, (packed: Uint8Array) => Uint8Array, string]>([
    ['a changed byte', (packed) => packed.map((byte, i) => (i === 40 ? byte ^ 4 : byte)), 'x.gz: expected'],
    [
      'a wrong checksum',
      (packed) => packed.map((byte, i) => (i === packed.length - 8 ? byte ^ 1 : byte)),
      'expected bytes with the checksum',
    ],
    [
      'a size too large',
      (packed) => packed.map((byte, i) => (i === packed.length - 4 ? byte + 1 : byte)),
      'bytes when unpacked, as it says, received 5000.',
    ],
    [
      'a size too small',
      (packed) => packed.map((byte, i) => (i === packed.length - 4 ? byte - 1 : byte)),
      'bytes when unpacked, as it says, received more.',
    ],
    [
      'an impossible size',
      (packed) => packed.map((byte, i) => (i === packed.length - 1 ? 200 : byte)),
      'packed bytes can unpack to',
    ],
    ['a missing end', (packed) => packed.subarray(0, packed.length - 9), 'x.gz: expected'],
    ['another file behind it', (packed) => Uint8Array.of(...packed, ...texture(30)), 'x.gz: expected'],
    [
      'next to nothing',
      () => Uint8Array.of(0x1f, 0x8b, 8),
      'expected a gzip file of 20 bytes or more, received 3',
    ],
  ])('refuses %s', (_, change, message) => {
    const packed = Uint8Array.from(gzipSync(texture(5000)));
    expect(() => all(unpack(change(packed)))).toThrow(InputError);
    expect(() => all(unpack(change(packed)))).toThrow(message);
  });

  it('never fails but with an InputError, and never gives other bytes than were packed', () => {
    const bytes = texture(2000);
    const packed = Uint8Array.from(gzipSync(bytes));
    fc.assert(
      fc.property(damaged(packed), (changed) => {
        try {
          expect([...all(unpack(changed))]).toEqual([...bytes]);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** A gzip file that unpacks to zeros, with a trailer that claims another size. */
function bomb(length: number, claimed: number): Uint8Array {
  const packed = Uint8Array.from(gzipSync(new Uint8Array(length), { level: 9 }));
  new DataView(packed.buffer).setUint32(packed.length - 4, claimed, true);
  return packed;
}

describe('a gzip bomb', () => {
  it('is unpacked no further than its trailer says', () => {
    const source = unpack(bomb(200_000_000, 1000));
    const before = process.memoryUsage().arrayBuffers;
    expect(() => source.read(0, 1000)).toThrow(
      'expected 1000 bytes when unpacked, as it says, received more.',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });

  it('is unpacked no further than its content’s header says', async () => {
    const nii = writeNifti({ shape: [4, 4, 4], values: new Uint8Array(64).fill(7), dtype: 'uint8' });
    const padded = new Uint8Array(100_000_000);
    padded.set(nii);
    const file = await openArray(filesSource({ 'x.nii.gz': Uint8Array.from(gzipSync(padded)) }));
    await expect(valuesOf(file)).rejects.toThrow('expected at most 67108864 bytes behind the last value');
  });

  it('made of many members is counted, but not to the end', () => {
    const member = gzipSync(new Uint8Array(60_000_000), { level: 9 });
    const members = Buffer.concat(Array.from({ length: 5 }, () => member));
    expect(() => unpack(members)).toThrow(
      'bytes when unpacked, received more. It is made to fill the memory',
    );
  });
});

describe('a gzip file that may unpack to 4 GiB or more', () => {
  it('is counted where its trailer says less than its content needs', async () => {
    const shape = [2200, 2000];
    const random = RandomStream.derive(7, 'gzip');
    const values = Uint8Array.from({ length: 4_400_000 }, () => random.integer(256));
    const packed = gzipSync(writeNifti({ shape, values, dtype: 'uint8' }), { level: 1 });
    packed.writeUInt32LE(1000, packed.length - 4);
    const source = filesSource({ 'x.nii.gz': Uint8Array.from(packed) });
    expect(maySayLess(source)).toBe(true);
    await expect(openArray(source)).rejects.toThrow(
      'expected 1000 bytes when unpacked, as it says, received 4400352.',
    );
  });

  it('is not one of a few megabytes', () => {
    expect(maySayLess(bytesSource(new Uint8Array(4_000_000), 'x.gz'))).toBe(false);
  });
});

describe('a gzip file of many members', () => {
  it('is read, of 64 KiB each as bgzip makes them', () => {
    const bytes = texture(3_000_000);
    const cuts = Array.from({ length: 46 }, (_, i) => bytes.subarray(i * 65_280, (i + 1) * 65_280));
    const empty = gzipSync(new Uint8Array(0));
    const source = unpack(Buffer.concat([...cuts.map((cut) => gzipSync(cut)), empty]));
    expect(Buffer.compare(all(source), bytes)).toBe(0);
  });

  it('is refused where they are made to waste time', () => {
    const empty = gzipSync(new Uint8Array(0));
    const many = Buffer.concat(Array.from({ length: 50_000 }, () => empty));
    expect(() => unpack(many)).toThrow(
      'members of 256 packed bytes or more, on average, received 1001 in 20020 bytes',
    );
  });
});

describe('a gzipped file of another format', () => {
  it('opens as what is packed in it, whatever it is called', async () => {
    const labels = writeIdx({ dtype: 'uint8', shape: [3], data: Uint8Array.of(7, 2, 1) });
    const file = await openArray(filesSource({ labels: Uint8Array.from(gzipSync(labels)) }));
    expect([file.format, await valuesOf(file)]).toEqual(['idx', [7, 2, 1]]);
  });

  it('is refused where nothing known is packed in it', async () => {
    const twice = Uint8Array.from(
      gzipSync(gzipSync(writeIdx({ dtype: 'uint8', shape: [1], data: Uint8Array.of(7) }))),
    );
    await expect(openArray(filesSource({ 'twice.gz': twice }))).rejects.toThrow('a file of another kind');
    const raw = Uint8Array.from(deflateRawSync(texture(100)));
    await expect(openArray(filesSource({ raw }))).rejects.toThrow('a file of another kind');
  });

  it.skipIf(!hasSharedData)('is unpacked as the DICOM that it is (skipped without ../shared/data)', () => {
    const packed = readFileSync(new URL('dicom/pydicom_test_files/zipMR.gz', SHARED_DATA));
    const source = unpack(packed);
    expect([source.size, ...source.read(128, 4)]).toEqual([9830, ...new TextEncoder().encode('DICM')]);
    source.finish?.();
  });
});
