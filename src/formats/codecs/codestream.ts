import { check } from '../../util/errors.ts';
import { damagedData, type FrameSize } from './frame.ts';

/** What a JPEG 2000 codestream says of its image. */
export interface CodestreamHeader extends FrameSize {
  readonly bits: number;
  readonly signed: boolean;
  /** Whether its blocks are coded by the high-throughput coder (ITU-T T.814). */
  readonly highThroughput: boolean;
}

const SOC_SIZ = [0xff, 0x4f, 0xff, 0x51];
const CAP = 0xff50;
const SOT = 0xff90;

/** The bit of the CAP marker's first field that stands for part 15, high throughput. */
const PART_15 = 1 << 17;

/** More bits than this no image of ours has. */
const MOST_BITS = 16;

/** The codestream within a JP2 file (ITU-T T.800, annex I), or the bytes themselves where they are one. */
export function codestreamOf(bytes: Uint8Array, where: string): Uint8Array {
  if (beginsCodestream(bytes)) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 16 <= bytes.length; ) {
    const short = view.getUint32(at);
    const length = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short;
    const content = at + (short === 1 ? 16 : 8);
    const isCodestream = view.getUint32(at + 4) === 0x6a703263; // "jp2c"
    if (isCodestream && beginsCodestream(bytes.subarray(content)))
      return bytes.subarray(content, at + length);
    if (length < 8) break;
    at += length;
  }
  throw damagedData(where, 'JPEG 2000', 'no codestream in it');
}

function beginsCodestream(bytes: Uint8Array): boolean {
  return SOC_SIZ.every((byte, i) => bytes[i] === byte);
}

/**
 * Reads a codestream's main header (ITU-T T.800, A.5.1): nothing is decoded.
 *
 * @throws InputError where it is damaged, or of components that differ in size or bits.
 */
export function readCodestreamHeader(bytes: Uint8Array, where: string): CodestreamHeader {
  check(bytes.length >= 42, () => damagedData(where, 'JPEG 2000', 'its header is cut off').complaint);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [right, bottom, left, top] = [8, 12, 16, 20].map((at) => view.getUint32(at));
  const samples = view.getUint16(40);
  check(
    bytes.length >= 42 + 3 * samples,
    () => damagedData(where, 'JPEG 2000', 'its header is cut off').complaint,
  );
  const [depth = 0] = bytes.subarray(42);
  const bits = (depth & 0x7f) + 1;
  const alike = Array.from({ length: samples }, (_, i) => 42 + 3 * i).every(
    (at) => bytes[at] === depth && bytes[at + 1] === 1 && bytes[at + 2] === 1,
  );
  check(alike && bits <= MOST_BITS, () => ({
    where,
    expected: `JPEG 2000 of up to ${MOST_BITS} bits, all components of the same size and bits`,
    received: `${samples} components of ${bits} bits${alike ? '' : ' and others'}`,
  }));
  return {
    rows: (bottom ?? 0) - (top ?? 0),
    columns: (right ?? 0) - (left ?? 0),
    samples,
    bits,
    signed: depth > 0x7f,
    highThroughput: hasPart15(view),
  };
}

/** Goes through the main header's segments up to the first tile. */
function hasPart15(view: DataView): boolean {
  for (let at = 2; at + 8 <= view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker === CAP) return (view.getUint32(at + 4) & PART_15) !== 0;
    if (marker === SOT || marker < 0xff00) return false;
  }
  return false;
}
