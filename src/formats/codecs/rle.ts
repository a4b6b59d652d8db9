import { check, InputError } from '../../util/errors.ts';
import { checkFrameSize, checkPacked, type DecodedFrame, damagedData, type FrameSize } from './frame.ts';

/** Where the segments begin: their number, then 15 places, each 4 bytes. */
const HEADER = 64;

/** Two bytes stand for up to 128 in a row. */
const MOST_PER_BYTE = 64;

/**
 * Decodes one frame of DICOM's RLE Lossless (PS3.5, annex G): a segment for each byte of each sample, the highest
 * byte first, each packed by runs (PackBits). `bitsAllocated` is 1, 8, 16 or 32; single bits are packed eight a byte,
 * the first in the lowest.
 *
 * @throws InputError where the frame is damaged or of another size.
 */
export function decodeRle(
  bytes: Uint8Array,
  size: FrameSize,
  bitsAllocated: number,
  where: string,
): DecodedFrame {
  checkFrameSize(size, undefined, where);
  checkPacked(bytes, size, bitsAllocated === 1 ? 8 * MOST_PER_BYTE : MOST_PER_BYTE, where);
  const pixels = size.rows * size.columns;
  const bytesEach = Math.ceil(bitsAllocated / 8);
  const segments = segmentsOf(bytes, size.samples * bytesEach, where);
  if (bitsAllocated === 1) {
    const packed = new Uint8Array(Math.ceil((pixels * size.samples) / 8));
    for (const segment of segments) unpack(segment, packed, 0, 1, where);
    return { ...size, bits: 1, signed: false, data: singleBits(packed, 0, pixels * size.samples) };
  }
  const values = new Uint8Array(pixels * size.samples * bytesEach);
  const step = size.samples * bytesEach;
  for (const [i, segment] of segments.entries()) {
    const [sample, byte] = [Math.floor(i / bytesEach), i % bytesEach];
    unpack(segment, values, sample * bytesEach + bytesEach - 1 - byte, step, where);
  }
  return { ...size, bits: bitsAllocated, signed: false, data: asNumbers(values, bytesEach) };
}

/** Single bits from a place on, as values 0 and 1: the first in the lowest bit of a byte (PS3.5, 8.1.1 and D.2). */
export function singleBits(packed: Uint8Array, start: number, count: number): Uint8Array {
  const bits = new Uint8Array(count);
  for (let i = 0, at = start; i < count; i++, at++) bits[i] = ((packed[at >> 3] ?? 0) >> (at & 7)) & 1;
  return bits;
}

function segmentsOf(bytes: Uint8Array, count: number, where: string): Uint8Array[] {
  check(bytes.length >= HEADER, () => damagedData(where, 'RLE', `${bytes.length} bytes`).complaint);
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER);
  const found = header.getUint32(0, true);
  check(found === count, () => ({
    where,
    expected: `${count} RLE segments, one for each byte of a pixel`,
    received: `${found}`,
  }));
  const starts = Array.from({ length: count }, (_, i) => header.getUint32(4 + 4 * i, true));
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? bytes.length;
    const inside = start >= HEADER && start <= end && end <= bytes.length;
    check(inside, () => damagedData(where, 'RLE', `segment ${i + 1} outside the frame`).complaint);
    return bytes.subarray(start, end);
  });
}

/** Unpacks one segment into every `step`-th place of the result; what it has beyond the image is ignored. */
function unpack(packed: Uint8Array, result: Uint8Array, start: number, step: number, where: string): void {
  let [at, to] = [0, start];
  while (to < result.length && at < packed.length) {
    const control = packed[at++] ?? 0;
    if (control < 128) {
      const end = Math.min(at + control + 1, packed.length);
      for (; at < end && to < result.length; to += step) result[to] = packed[at++] ?? 0;
    } else if (control > 128 && at < packed.length) {
      const value = packed[at++] ?? 0;
      const end = Math.min(to + (257 - control) * step, result.length);
      for (; to < end; to += step) result[to] = value;
    }
  }
  if (to < result.length) throw damagedData(where, 'RLE', 'a segment ends before the image does');
}

function asNumbers(bytes: Uint8Array, bytesEach: number) {
  const native = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  if (!native)
    throw new InputError({ where: 'RLE', expected: 'a little-endian machine', received: 'another' });
  if (bytesEach === 1) return bytes;
  if (bytesEach === 2) return new Uint16Array(bytes.buffer);
  return new Uint32Array(bytes.buffer);
}
