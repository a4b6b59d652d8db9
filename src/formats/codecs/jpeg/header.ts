import { check, InputError } from '../../../util/errors.ts';
import { latin1 } from '../../bytes/cursor.ts';
import type { FrameSize } from '../frame.ts';

/** Markers of JPEG (ITU-T T.81, table B.1; T.87 for JPEG-LS), without their 0xff. */
export const MARKER = {
  SOF0: 0xc0,
  SOF2: 0xc2,
  SOF3: 0xc3,
  DHT: 0xc4,
  RST0: 0xd0,
  RST7: 0xd7,
  SOI: 0xd8,
  EOI: 0xd9,
  SOS: 0xda,
  DQT: 0xdb,
  DRI: 0xdd,
  APP0: 0xe0,
  APP1: 0xe1,
  APP14: 0xee,
  SOF55: 0xf7,
} as const;

/** A marker segment: what follows the marker and the segment's length. */
export interface Segment {
  readonly marker: number;
  readonly body: Uint8Array;
  /** Where the marker's 0xff is. */
  readonly start: number;
  /** Where the next thing begins: a segment, or a scan's data. */
  readonly end: number;
}

/** A color component, as the frame header describes it. */
export interface JpegComponent {
  readonly id: number;
  readonly horizontal: number;
  readonly vertical: number;
  readonly quantization: number;
}

/** What a JPEG image says of itself before its first scan. */
export interface JpegHeader extends FrameSize {
  /** The frame header's marker, which names the process. */
  readonly process: number;
  readonly bits: number;
  readonly components: readonly JpegComponent[];
  /** The color transform that Adobe's marker declares: 0 none, 1 YCbCr, 2 YCCK. */
  readonly adobe?: number;
  /** Whether a JFIF marker is there, by which three components are YCbCr. */
  readonly jfif: boolean;
}

/** The one segment that begins at `start`; bytes 0xff may fill the space before a marker. */
export function segmentAt(bytes: Uint8Array, start: number, where: string): Segment {
  let at = start;
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
  const marker = bytes[at + 1];
  check(bytes[at] === 0xff && marker !== undefined, () => notJpeg(where, `no marker at byte ${at}`));
  if (marker === MARKER.SOI || marker === MARKER.EOI || (marker >= MARKER.RST0 && marker <= MARKER.RST7)) {
    return { marker, body: bytes.subarray(0, 0), start: at, end: at + 2 };
  }
  const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  const end = at + 2 + length;
  check(length >= 2 && end <= bytes.length, () => notJpeg(where, `a segment cut off at byte ${at}`));
  return { marker, body: bytes.subarray(at + 4, end), start: at, end };
}

/** The segments from the beginning up to the first scan, that included. */
export function* segmentsBeforeScan(bytes: Uint8Array, where: string): Generator<Segment, void, void> {
  check(bytes[0] === 0xff && bytes[1] === MARKER.SOI, () => notJpeg(where, 'another beginning'));
  for (let at = 2; at < bytes.length; ) {
    const segment = segmentAt(bytes, at, where);
    yield segment;
    if (segment.marker === MARKER.SOS || segment.marker === MARKER.EOI) return;
    at = segment.end;
  }
}

/**
 * Reads the header of a JPEG or JPEG-LS image, up to its first scan: nothing is decoded.
 *
 * @throws InputError where there is none.
 */
export function readJpegHeader(bytes: Uint8Array, where: string): JpegHeader {
  let [frame, adobe, jfif]: [Segment | undefined, number | undefined, boolean] = [
    undefined,
    undefined,
    false,
  ];
  for (const segment of segmentsBeforeScan(bytes, where)) {
    if (isFrame(segment.marker)) {
      check(!frame, () => notJpeg(where, 'two frame headers'));
      frame = segment;
    }
    if (segment.marker === MARKER.APP14 && beginsWith(segment.body, 'Adobe')) adobe = segment.body[11];
    if (segment.marker === MARKER.APP0 && beginsWith(segment.body, 'JFIF\0')) jfif = true;
  }
  if (!frame) throw new InputError(notJpeg(where, 'no frame header'));
  return { ...frameHeader(frame, where), jfif, ...(adobe !== undefined && { adobe }) };
}

/** Whether a segment's body begins with a text. */
export function beginsWith(body: Uint8Array, text: string): boolean {
  return latin1(body.subarray(0, text.length)) === text;
}

function isFrame(marker: number): boolean {
  const process =
    marker >= 0xc0 && marker <= 0xcf && marker !== MARKER.DHT && marker !== 0xc8 && marker !== 0xcc;
  return process || marker === MARKER.SOF55;
}

/** T.81, B.2.2 */
function frameHeader({ marker, body }: Segment, where: string) {
  const [bits = 0, r1 = 0, r0 = 0, c1 = 0, c0 = 0, samples = 0] = body;
  check(body.length >= 6 + 3 * samples, () => notJpeg(where, 'a frame header that is cut off'));
  const components = Array.from({ length: samples }, (_, i) => {
    const [id = 0, sampling = 0, quantization = 0] = body.subarray(6 + 3 * i);
    return { id, horizontal: sampling >> 4, vertical: sampling & 15, quantization };
  });
  return { process: marker, bits, rows: (r1 << 8) | r0, columns: (c1 << 8) | c0, samples, components };
}

/** The complaint about bytes that are no JPEG image. */
export function notJpeg(where: string, received: string) {
  return {
    where,
    expected: 'a whole JPEG image',
    received,
    remedy: 'It is cut off or damaged: get it again.',
  };
}
