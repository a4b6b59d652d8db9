import { check, InputError } from '../../../util/errors.ts';
import { checkFrameSize, type DecodedFrame, damagedData, type FrameSize } from '../frame.ts';
import {
  beginsWith,
  type JpegHeader,
  MARKER,
  readJpegHeader,
  type Segment,
  segmentAt,
} from '../jpeg/header.ts';
import type { Samples } from '../jpeg/scan.ts';
import { BitReader } from './bits.ts';
import { codingParameters, type Presets } from './parameters.ts';
import { type Line, ScanDecoder } from './scan-decoder.ts';

const LSE = 0xf8;
const APP8 = 0xe8;

/** How the components of a scan follow each other (ITU-T T.87, table C.3). */
const BY_PIXEL = 2;

/**
 * Decodes JPEG-LS (ITU-T T.87), lossless or nearly so: 2 to 16 bits, components one after the other, line by line or
 * pixel by pixel. Mapping tables, restart markers and subsampling are not in use in medicine and are refused.
 *
 * @throws InputError where the image is damaged, has one of these, or is not of the declared size.
 */
export function decodeJpegLs(
  bytes: Uint8Array,
  declared: FrameSize | undefined,
  where: string,
): DecodedFrame {
  const header = readJpegHeader(bytes, where);
  const { process, bits, rows, columns, samples, components } = header;
  const level = components.every(({ horizontal, vertical }) => horizontal === 1 && vertical === 1);
  check(process === MARKER.SOF55 && bits >= 2 && bits <= 16 && (level || samples === 1), () => ({
    where,
    expected: 'JPEG-LS of 2 to 16 bits without subsampling',
    received: `SOF${process - MARKER.SOF0} of ${bits} bits${level ? '' : ', subsampled'}`,
  }));
  checkFrameSize(header, declared, where);
  const data =
    bits > 8 ? new Uint16Array(rows * columns * samples) : new Uint8Array(rows * columns * samples);
  decodeScans(bytes, header, data, where);
  return { rows, columns, samples, bits, signed: false, data };
}

function decodeScans(bytes: Uint8Array, header: JpegHeader, image: Samples, where: string): void {
  let presets: Presets | undefined;
  const missing = new Set(header.components.keys());
  for (let at = 0; missing.size > 0; ) {
    const segment = segmentAt(bytes, at, where);
    const { marker, body } = segment;
    at = segment.end;
    checkInUse(segment, where);
    if (marker === LSE) presets = presetsOf(body, header, where);
    if (marker !== MARKER.SOS) continue;
    const scan = scanOf(body, header, where);
    for (const sample of scan.samples) {
      if (!missing.delete(sample)) throw damagedData(where, 'JPEG-LS', 'a component is coded twice');
    }
    const reader = new BitReader(bytes, at, where);
    const parameters = codingParameters(header.bits, scan.near, presets);
    decodeScan(new ScanDecoder(reader, parameters), scan, header, image);
    at = reader.end();
  }
}

function checkInUse({ marker, body }: Segment, where: string): void {
  if (marker === MARKER.EOI) throw damagedData(where, 'JPEG-LS', 'it ends before the image does');
  const transformed = marker === APP8 && beginsWith(body, 'mrfx') && body[4] !== 0;
  const tables = marker === LSE && body[0] !== 1;
  const restarts = marker === MARKER.DRI && body.some((byte) => byte !== 0);
  check(!transformed && !tables && !restarts, () => ({
    where,
    expected: 'JPEG-LS as DICOM uses it',
    received: transformed ? 'a color transform' : tables ? 'a mapping table' : 'restart markers',
  }));
}

/** T.87, C.2.4.1 */
function presetsOf(body: Uint8Array, { bits }: JpegHeader, where: string): Presets {
  const [maxval = 0, t1 = 0, t2 = 0, t3 = 0, reset = 0] = [1, 3, 5, 7, 9].map(
    (at) => ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0),
  );
  const most = maxval || 2 ** bits - 1;
  const ordered = (t1 === 0 || t2 === 0 || t1 <= t2) && (t2 === 0 || t3 === 0 || t2 <= t3);
  if (
    body.length < 11 ||
    most >= 2 ** bits ||
    Math.max(t1, t2, t3) > most ||
    !ordered ||
    (reset > 0 && reset < 3)
  ) {
    throw damagedData(where, 'JPEG-LS', 'its coding parameters are out of range');
  }
  return { maxval, t1, t2, t3, reset };
}

interface Scan {
  /** Which samples of a pixel it holds. */
  readonly samples: readonly number[];
  readonly near: number;
  readonly byPixel: boolean;
}

/** T.87, C.2.3 */
function scanOf(body: Uint8Array, { components, bits }: JpegHeader, where: string): Scan {
  const count = body[0] ?? 0;
  const [near = 0, interleave = 0, transform = 0] = body.subarray(1 + 2 * count);
  const samples = Array.from({ length: count }, (_, i) =>
    components.findIndex(({ id }) => id === body[1 + 2 * i]),
  );
  const mapped = samples.some((_, i) => body[2 + 2 * i] !== 0);
  const whole = count > 0 && body.length >= 4 + 2 * count && !samples.includes(-1);
  const known = interleave <= BY_PIXEL && transform === 0 && !mapped && (interleave > 0 || count === 1);
  if (!whole || !known || near > Math.min(255, (2 ** bits - 1) >> 1)) {
    throw new InputError(damagedData(where, 'JPEG-LS', 'a scan header out of range').complaint);
  }
  return { samples, near, byPixel: interleave === BY_PIXEL };
}

function decodeScan(decoder: ScanDecoder, scan: Scan, header: JpegHeader, image: Samples): void {
  const { rows, columns, samples } = header;
  const line = () => new Int32Array(columns + 2);
  let [current, above]: [Line[], Line[]] = [scan.samples.map(line), scan.samples.map(line)];
  const groups = scan.byPixel ? [scan.samples.map((_, i) => i)] : scan.samples.map((_, i) => [i]);
  const runs = groups.map(() => 0);
  for (let row = 0; row < rows; row++) {
    for (const [g, group] of groups.entries()) {
      const of = (lines: readonly Line[]) => group.flatMap((i) => lines[i] ?? []);
      runs[g] = decoder.lines(of(current), of(above), runs[g] ?? 0);
    }
    for (const [i, sample] of scan.samples.entries()) {
      const decoded = current[i] ?? new Int32Array();
      for (let x = 0, to = row * columns * samples + sample; x < columns; x++, to += samples) {
        image[to] = decoded[x + 1] ?? 0;
      }
    }
    [current, above] = [above, current];
  }
}
