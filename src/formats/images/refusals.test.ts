import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../util/errors.ts';
import { blocksOf } from '../array/array-file.ts';
import { bytesSource } from '../bytes/source.ts';
import { openArray } from '../open.ts';

/** Opens a file and reads all of it. */
async function read(bytes: Uint8Array): Promise<number> {
  let count = 0;
  for await (const block of blocksOf(await openArray(bytesSource(bytes, 'image')))) count += block.length;
  return count;
}

function text(characters: string): number[] {
  return Array.from(characters, (character) => character.charCodeAt(0));
}

function uint32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** A PNG file of gray values; checksums are not looked at. */
function png(columns: number, rows: number, data: Uint8Array, bits = 8): Uint8Array {
  const chunk = (type: string, body: readonly number[]) => [
    ...[...uint32(body.length), ...text(type), ...body],
    ...uint32(0),
  ];
  return Uint8Array.from([
    ...[0x89, ...text('PNG\r\n'), 0x1a, 0x0a],
    ...chunk('IHDR', [...uint32(columns), ...uint32(rows), bits, 0, 0, 0, 0]),
    ...chunk('IDAT', Array.from(data)),
    ...chunk('IEND', []),
  ]);
}

/** A big-endian TIFF file with one directory of short and long entries, whose strip is the file's end. */
function tiff(entries: Readonly<Record<number, number>>, strip: readonly number[] = [0]): Uint8Array {
  const all = { 256: 1, 257: 1, 258: 8, 273: 0, 279: strip.length, ...entries };
  const tags = Object.keys(all).map(Number);
  const end = 8 + 2 + 12 * tags.length + 4;
  const directory = Object.entries({ ...all, 273: end }).flatMap(([tag, value]) => [
    ...[...uint32(Number(tag)).slice(2), 0, 4],
    ...[...uint32(1), ...uint32(value)],
  ]);
  const head = [...text('MM'), 0, 42, ...uint32(8), 0, tags.length];
  return Uint8Array.from([...head, ...directory, ...uint32(0), ...strip]);
}

describe('image files', () => {
  it('are refused where they declare more than they can hold', async () => {
    const little = zlibSync(new Uint8Array(100));
    await expect(read(png(2 ** 31 - 1, 2 ** 31 - 1, little))).rejects.toThrow(InputError);
    await expect(read(png(30_000, 30_000, little))).rejects.toThrow(
      'expected as many pixels as fit in the file',
    );
    const ppm = Uint8Array.from(text('P5 99999 99999 255\n...'));
    await expect(read(ppm)).rejects.toThrow('received shape [99999, 99999]');
    await expect(read(tiff({ 256: 60_000, 257: 30_000 }))).rejects.toThrow('received shape [30000, 60000]');
    await expect(read(tiff({ 259: 5, 256: 60_000, 257: 30_000 }))).rejects.toThrow('[30000, 60000]');
  });

  it('are unpacked no further than they declare, whatever is packed in them', async () => {
    const bomb = zlibSync(new Uint8Array(200_000_000));
    const before = process.memoryUsage().arrayBuffers;
    expect(await read(png(3, 2, bomb))).toBe(6);
    // Pieces that were dropped may not have been given back yet.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(150e6);
  });

  it('of one pixel are read', async () => {
    expect(await read(tiff({}))).toBe(1);
    expect(await read(png(1, 1, zlibSync(Uint8Array.of(0, 7))))).toBe(1);
    expect(await read(Uint8Array.from(text('P2 1 1 9 7')))).toBe(1);
  });

  it.each([
    [tiff({ 259: 7 }), 'expected TIFF without compression, or with LZW, Deflate or PackBits, received JPEG'],
    [tiff({ 259: 4 }), 'received CCITT Group 4'],
    [tiff({ 262: 6 }), 'received photometric interpretation 6'],
    [tiff({ 258: 12 }), 'received 12 bits of format 1'],
    [tiff({ 317: 3 }), 'expected a TIFF predictor that suits its values, received 3'],
    [tiff({ 256: 0 }), 'received an image without a size'],
    [tiff({ 324: 100, 325: 1, 322: 0, 323: 0 }), '0 are needed'],
    [tiff({ 262: 3 }), 'received a palette without its colors'],
    [Uint8Array.from([...text('MM'), 0, 43, ...uint32(8)]), 'received a BigTIFF file'],
    [Uint8Array.from([...text('MM'), 0, 42, ...uint32(8), 0, 0, ...uint32(8)]), 'directories without an end'],
    [png(1, 1, zlibSync(Uint8Array.of(9, 7))), 'received a line with the filter 9'],
    [png(1, 1, zlibSync(Uint8Array.of(0, 7)), 3), 'received color type 0 of 3 bits'],
    [png(1, 1, Uint8Array.of(1, 2, 3)), 'that do not unpack'],
    [Uint8Array.from(text('P2 1 1 9 12')), 'expected numbers from 0 to 9, received "12"'],
    [Uint8Array.from(text('P2 2 1 9 1   ')), 'expected 2 numbers, received 1'],
    [Uint8Array.from(text('P5 1 1 70000\n')), 'expected a greatest value from 1 to 65535'],
    [Uint8Array.from(text('P5 1 x 255\n')), 'expected a PGM or PPM header'],
  ])('are refused in a line: %#', async (bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
  });
});
