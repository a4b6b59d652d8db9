import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenBlocksJpeg, type JpegToWrite, losslessJpeg } from '../../../../test/jpeg-writer.ts';
import golden from '../codecs.json' with { type: 'json' };
import { decodeJpeg } from './decode.ts';
import { readJpegHeader } from './header.ts';
import { decodeSequentialJpeg } from './sequential.ts';

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

const sample = (name: string) => bytesOf(golden.cases.find((one) => one.name === name)?.stream ?? '');

/** Any small image of these many bits. */
function anyImage(bits: fc.Arbitrary<number>): fc.Arbitrary<JpegToWrite> {
  return fc
    .record({
      rows: fc.integer({ min: 1, max: 9 }),
      columns: fc.integer({ min: 1, max: 9 }),
      samples: fc.constantFrom(1, 3),
      bits,
      restartRows: fc.nat(3),
    })
    .chain((size) => {
      const length = size.rows * size.columns * size.samples;
      const values = fc.array(fc.nat(2 ** size.bits - 1), { minLength: length, maxLength: length });
      return values.map((all) => ({ ...size, values: all }));
    });
}

describe('JPEG', () => {
  it('without loss is read as it was written: any bits, predictor, restarts, scans', async () => {
    const selection = fc.integer({ min: 1, max: 7 });
    await fc.assert(
      fc.asyncProperty(
        anyImage(fc.integer({ min: 2, max: 16 })),
        selection,
        fc.nat(1),
        fc.boolean(),
        async (image, predictor, shift, together) => {
          const frame = await decodeJpeg(losslessJpeg(image, predictor, shift, together), 'written');
          expect([...frame.data]).toEqual(image.values.map((value) => (value >> shift) << shift));
        },
      ),
    );
  });

  it('of 12 bits is read as it was written, block by block, with restarts', async () => {
    await fc.assert(
      fc.asyncProperty(anyImage(fc.constant(12)), async (image) => {
        const { rows, columns, samples, values } = image;
        const { data } = await decodeJpeg(
          evenBlocksJpeg({ ...image, rows: 8 * rows, columns: 8 * columns, values: blown(image) }),
          'written',
        );
        const corners = values.map((_, i) => {
          const [row, column] = [Math.floor(i / samples / columns), Math.floor(i / samples) % columns];
          return data[(8 * row * 8 * columns + 8 * column) * samples + (i % samples)];
        });
        expect(corners).toEqual(values);
        expect(data).toHaveLength(64 * rows * columns * samples);
      }),
      { numRuns: 30 },
    );
  });

  it('of 8 bits is read by our own decoder as by libjpeg, within one level', async () => {
    const bytes = sample('JPEG gray');
    const libjpeg = await decodeJpeg(bytes, 'gray');
    const own = decodeSequentialJpeg(bytes, readJpegHeader(bytes, 'gray'), undefined, 'gray');
    const differences = Array.from(own.data, (value, i) => Math.abs(value - (libjpeg.data[i] ?? NaN)));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  });

  it('is refused before it is decoded where its bytes cannot hold what its header declares', async () => {
    for (const name of ['JPEG gray', 'JPEG extended 12 bit smooth', 'JPEG lossless predictor 1']) {
      const bytes = sample(name);
      const at = bytes.findIndex(
        (byte, i) => byte === 0xff && [0xc0, 0xc1, 0xc3].includes(bytes[i + 1] ?? 0),
      );
      bytes.set([0x3f, 0xff, 0x3f, 0xff], at + 5);
      await expect(decodeJpeg(bytes, 'bomb')).rejects.toThrow(/bomb: expected at least \d+ bytes/);
      bytes.set([0xff, 0xff, 0xff, 0xff], at + 5);
      await expect(decodeJpeg(bytes, 'bomb')).rejects.toThrow(
        'expected an image of at most 268435456 values',
      );
    }
  });

  it('is refused where it is coded otherwise than by Huffman', async () => {
    const bytes = sample('JPEG gray');
    bytes[bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0) + 1] = 0xc9;
    await expect(decodeJpeg(bytes, 'arithmetic')).rejects.toThrow(
      'received SOF9 of 8 bits with 1 components',
    );
  });
});

/** Every value as a block of 8 × 8. */
function blown({ rows, columns, samples, values }: JpegToWrite): number[] {
  return Array.from({ length: 64 * rows * columns * samples }, (_, i) => {
    const [pixel, channel] = [Math.floor(i / samples), i % samples];
    const [row, column] = [Math.floor(pixel / (8 * columns)) >> 3, (pixel % (8 * columns)) >> 3];
    return values[(row * columns + column) * samples + channel] ?? 0;
  });
}
