import { check, InputError } from '../../../util/errors.ts';
import type { DecodedFrame } from '../frame.ts';
import { BitReader } from './bits.ts';
import { type JpegComponent, type JpegHeader, MARKER, notJpeg, type Segment, segmentAt } from './header.ts';
import { type HuffmanTable, type HuffmanTables, readHuffmanTables } from './huffman.ts';

/** A component within a scan: which of the image's, and the tables it is coded by. */
export interface ScanComponent extends JpegComponent {
  /** Which sample of a pixel it is. */
  readonly sample: number;
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
}

/** The samples of an image while they are decoded: of 8 bits, or more. */
export type Samples = Uint8Array | Uint16Array;

/** All that a scan needs to be decoded. */
export interface Scan {
  readonly components: readonly ScanComponent[];
  /** Of a DCT process the first coefficient; of a lossless one the predictor. */
  readonly selection: number;
  /** How many low bits were cut off before a lossless coding. */
  readonly shift: number;
  /** After how many units a restart marker comes; 0 for never. */
  readonly restartInterval: number;
  /** By destination: 64 steps in zigzag order. */
  readonly quantization: ReadonlyMap<number, Uint16Array>;
  readonly bits: BitReader;
}

/** The tables that segments between scans define. */
interface Tables {
  readonly huffman: HuffmanTables;
  readonly quantization: Map<number, Uint16Array>;
  restartInterval: number;
}

/**
 * Goes through a JPEG image with Huffman coding, scan by scan; `decode` puts a scan's samples into the image.
 *
 * @throws InputError unless every component gets its scan.
 */
export function decodeScans(
  bytes: Uint8Array,
  header: JpegHeader,
  where: string,
  decode: (scan: Scan, image: Samples) => void,
): DecodedFrame {
  const { rows, columns, samples, bits } = header;
  const image =
    bits > 8 ? new Uint16Array(rows * columns * samples) : new Uint8Array(rows * columns * samples);
  const tables: Tables = { huffman: new Map(), quantization: new Map(), restartInterval: 0 };
  const missing = new Set(header.components.keys());
  for (let at = 0; missing.size > 0; ) {
    const segment = segmentAt(bytes, at, where);
    check(segment.marker !== MARKER.EOI, () => notJpeg(where, 'an end before the image is whole'));
    at = segment.end;
    if (segment.marker !== MARKER.SOS) {
      readTables(segment, tables, where);
      continue;
    }
    const scan = scanOf(segment, bytes, header, tables, where);
    for (const { sample } of scan.components) {
      check(missing.delete(sample), () => notJpeg(where, 'a component that is coded twice'));
    }
    decode(scan, image);
    at = scan.bits.end();
  }
  return { rows, columns, samples, bits, signed: false, data: image };
}

function readTables(segment: Segment, tables: Tables, where: string): void {
  const { marker, body } = segment;
  if (marker === MARKER.DHT) readHuffmanTables(segment, tables.huffman, where);
  if (marker === MARKER.DQT) readQuantization(body, tables.quantization, where);
  if (marker === MARKER.DRI) tables.restartInterval = ((body[0] ?? 0) << 8) | (body[1] ?? 0);
}

/** T.81, B.2.4.1 */
function readQuantization(body: Uint8Array, tables: Map<number, Uint16Array>, where: string): void {
  for (let at = 0; at < body.length; ) {
    const selector = body[at] ?? 0;
    const wide = selector >> 4 === 1;
    const steps = body.subarray(at + 1, at + (wide ? 129 : 65));
    check(steps.length === (wide ? 128 : 64), () => notJpeg(where, 'a damaged quantization table'));
    const step = (i: number) =>
      wide ? ((steps[2 * i] ?? 0) << 8) | (steps[2 * i + 1] ?? 0) : (steps[i] ?? 0);
    tables.set(
      selector & 15,
      Uint16Array.from({ length: 64 }, (_, i) => step(i)),
    );
    at += 1 + steps.length;
  }
}

/** T.81, B.2.3 */
function scanOf(
  { body, end }: Segment,
  bytes: Uint8Array,
  { components: all }: JpegHeader,
  { huffman, quantization, restartInterval }: Tables,
  where: string,
): Scan {
  const count = body[0] ?? 0;
  check(count >= 1 && body.length >= 4 + 2 * count, () => notJpeg(where, 'a damaged scan header'));
  const components = Array.from({ length: count }, (_, i) => {
    const [id, selectors = 0] = body.subarray(1 + 2 * i);
    const sample = all.findIndex((component) => component.id === id);
    const component = all[sample];
    if (!component) throw new InputError(notJpeg(where, `a scan of a component ${id} that is not there`));
    return { ...component, sample, dc: huffman.get(selectors >> 4), ac: huffman.get(4 + (selectors & 15)) };
  });
  const [selection = 0, , approximation = 0] = body.subarray(1 + 2 * count);
  const bits = new BitReader(bytes, end, where);
  return { components, selection, shift: approximation & 15, restartInterval, quantization, bits };
}
