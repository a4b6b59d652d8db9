import { check, InputError } from '../../../util/errors.ts';
import type { Numbers } from '../../array/dtype.ts';
import { numbersOf } from '../../bytes/numbers.ts';
import { type ByteSource, readInto } from '../../bytes/source.ts';
import { singleBits } from '../../codecs/rle.ts';
import type { NativePixels } from '../read.ts';
import { interleaved, rgbOfYbr, withSharedChroma } from './color.ts';
import { type PixelDescription, storedDtype } from './description.ts';
import { isCells, storedValues } from './integers.ts';

/** How many bits a frame takes in a file. */
export function frameBits({ rows, columns, samples, bitsAllocated, photometric }: PixelDescription): number {
  const perPixel = photometric === 'YBR_FULL_422' ? 2 : samples;
  return rows * columns * perPixel * bitsAllocated;
}

/**
 * Checks that all frames are there.
 *
 * @throws InputError where the file is cut off, or its header declares more pixels than it has.
 * @returns a warning where there is more than that.
 */
export function checkNative(
  pixels: NativePixels,
  description: PixelDescription,
  where: string,
): string | undefined {
  const expected = Math.ceil((frameBits(description) * description.frames) / 8);
  const present = Math.min(pixels.length, pixels.source.size - pixels.offset);
  check(Number.isSafeInteger(expected) && present >= expected, () => ({
    where,
    expected: `${expected} bytes of pixels, as the header declares`,
    received: `${present}`,
    remedy: 'The file is cut off or its header is wrong: get it again.',
  }));
  const more = pixels.length - expected - (expected % 2);
  return more > 0
    ? `There are ${more} more bytes of pixels than the header declares; they are ignored.`
    : undefined;
}

/**
 * A frame's numbers as they are in the file, bits that do not count included. Not copied unless they must be.
 *
 * @param room memory at the end of which they may lie, where they fit into half of it.
 */
export async function nativeNumbers(
  pixels: NativePixels,
  description: PixelDescription,
  frame: number,
  where: string,
  room?: Float32Array,
): Promise<Numbers> {
  const bits = frameBits(description);
  const [first, last] = [(frame * bits) / 8, ((frame + 1) * bits) / 8];
  const bytes = await bytesBetween(pixels, Math.floor(first), Math.ceil(last), description, room);
  if (description.bitsAllocated === 1) return singleBits(bytes, (frame * bits) % 8, bits);
  return numbersOf(bytes, storedDtype({ ...description, signed: false }), pixels.littleEndian, where);
}

/** The stored values of a frame, colors as RGB and those of a pixel together. Not copied unless they must be changed. */
export async function readNative(
  pixels: NativePixels,
  description: PixelDescription,
  frame: number,
  where: string,
): Promise<Numbers> {
  const numbers = await nativeNumbers(pixels, description, frame, where);
  if (!isCells(numbers) || description.bitsAllocated === 1) return numbers;
  return colored(storedValues(numbers, description), description, where);
}

/** Single bytes within words come swapped where the high byte is first (PS3.5, annex D). */
async function bytesBetween(
  { source, offset, length, littleEndian, vr }: NativePixels,
  start: number,
  end: number,
  { bitsAllocated }: PixelDescription,
  room?: Float32Array,
): Promise<Uint8Array> {
  const swapped = !littleEndian && vr === 'OW' && bitsAllocated <= 8;
  if (!swapped) return readAtEnd(room, source, offset + start, end - start);
  const [from, to] = [start - (start % 2), Math.min(end + (end % 2), length)];
  const words = source.read(offset + from, to - from);
  return Uint8Array.from({ length: end - start }, (_, i) => words[(start - from + i) ^ 1] ?? 0);
}

/** Bytes of a file, at the end of some memory where they fit into half of it. */
async function readAtEnd(
  room: Float32Array | undefined,
  source: ByteSource,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  if (!room || 2 * length > room.byteLength) return source.read(offset, length);
  const target = new Uint8Array(room.buffer, room.byteOffset + room.byteLength - length, length);
  await readInto(source, offset, target);
  return target;
}

function colored(values: Numbers, description: PixelDescription, where: string): Numbers {
  const { samples, planar, photometric, rows, columns } = description;
  if (samples === 1) return values;
  if (photometric === 'RGB') return planar ? interleaved(values, samples) : values;
  if (!(values instanceof Uint8Array) || photometric === 'YBR_ICT' || photometric === 'YBR_RCT') {
    throw new InputError({
      where,
      expected: `RGB, or YBR_FULL of 8 bits`,
      received: `${photometric} of ${description.bitsAllocated} bits`,
    });
  }
  if (photometric === 'YBR_FULL_422') return rgbOfYbr(withSharedChroma(values, rows * columns));
  return ybrColors(values, planar, samples);
}

function ybrColors(values: Uint8Array, planar: boolean, samples: number): Numbers {
  const together = planar ? interleaved(values, samples) : values;
  return together instanceof Uint8Array ? rgbOfYbr(together) : together;
}
