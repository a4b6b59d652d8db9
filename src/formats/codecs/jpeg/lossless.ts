import { check, InputError } from '../../../util/errors.ts';
import { checkFrameSize, checkPacked, type DecodedFrame, type FrameSize } from '../frame.ts';
import { type JpegHeader, MARKER, notJpeg } from './header.ts';
import type { HuffmanTable } from './huffman.ts';
import { decodeScans, type Samples, type Scan } from './scan.ts';

/** A value takes a bit at least. */
const MOST_PER_BYTE = 8;

/**
 * Decodes lossless JPEG with Huffman coding (process 14 of ITU-T T.81, annex H): 2 to 16 bits, any predictor, any
 * number of components without subsampling, interleaved or each in a scan of its own, restart intervals.
 *
 * @throws InputError where the image is damaged, of another process, or not of the declared size.
 */
export function decodeLosslessJpeg(
  bytes: Uint8Array,
  header: JpegHeader,
  declared: FrameSize | undefined,
  where: string,
): DecodedFrame {
  const { process, bits, components } = header;
  const level = components.every(({ horizontal, vertical }) => horizontal === 1 && vertical === 1);
  check(process === MARKER.SOF3 && bits >= 2 && bits <= 16 && (level || components.length === 1), () => ({
    where,
    expected: 'lossless JPEG of 2 to 16 bits without subsampling',
    received: `SOF${process - 0xc0} of ${bits} bits${level ? '' : ', subsampled'}`,
  }));
  checkFrameSize(header, declared, where);
  checkPacked(bytes, header, MOST_PER_BYTE, where);
  return decodeScans(bytes, header, where, (scan, image) => decodeScan(scan, header, image, where));
}

/** One row of one component at a time, each sample predicted from its neighbors. */
function decodeScan(scan: Scan, header: JpegHeader, image: Samples, where: string): void {
  const { components, restartInterval, bits, shift, selection } = scan;
  const { rows, columns, samples } = header;
  const tables = components.map(({ dc }) => dc);
  const whole = tables.every((table) => table !== undefined);
  check(
    whole && selection >= 1 && selection <= 7 && shift < header.bits && restartInterval % columns === 0,
    () => notJpeg(where, 'a damaged scan header'),
  );
  const stride = columns * samples;
  const restartRows = restartInterval / columns;
  for (let row = 0; row < rows; row++) {
    const restarts = restartRows > 0 && row > 0 && row % restartRows === 0;
    if (restarts) bits.restart();
    const first = row === 0 || restarts;
    decodeRow(
      {
        scan,
        tables,
        image,
        samples,
        stride,
        start: row * stride,
        first,
        middle: 1 << (header.bits - shift - 1),
      },
      where,
    );
  }
  if (shift > 0) for (const { sample } of components) raise(image, sample, samples, shift);
}

interface Row {
  readonly scan: Scan;
  readonly tables: readonly (HuffmanTable | undefined)[];
  readonly image: Samples;
  readonly samples: number;
  readonly stride: number;
  readonly start: number;
  /** Whether the row above counts for nothing. */
  readonly first: boolean;
  /** What the very first sample is predicted to be. */
  readonly middle: number;
}

function decodeRow(row: Row, where: string): void {
  const { scan, tables, image, samples, stride, start, first, middle } = row;
  const { components, bits, selection } = scan;
  for (let pixel = start; pixel < start + stride; pixel += samples) {
    for (let c = 0; c < components.length; c++) {
      const [component, table] = [components[c], tables[c]];
      if (!component || !table) throw new InputError(notJpeg(where, 'a scan without its table'));
      const at = pixel + component.sample;
      const predicted =
        pixel === start
          ? first
            ? middle
            : (image[at - stride] ?? 0)
          : predict(first ? 1 : selection, image, at, samples, stride);
      const size = bits.symbol(table);
      if (size > 16) throw new InputError(notJpeg(where, 'a difference of more than 16 bits'));
      const difference = size === 0 ? 0 : size === 16 ? 32768 : bits.signed(size);
      image[at] = predicted + difference;
    }
  }
}

/** T.81, table H.1: a the sample to the left, b the one above, c the one above to the left. */
function predict(selection: number, image: Samples, at: number, samples: number, stride: number): number {
  const a = image[at - samples] ?? 0;
  if (selection === 1) return a;
  const b = image[at - stride] ?? 0;
  const c = image[at - stride - samples] ?? 0;
  switch (selection) {
    case 2:
      return b;
    case 3:
      return c;
    case 4:
      return a + b - c;
    case 5:
      return a + ((b - c) >> 1);
    case 6:
      return b + ((a - c) >> 1);
    default:
      return (a + b) >> 1;
  }
}

/** Puts back as zeros the low bits that were cut off. */
function raise(image: Samples, sample: number, samples: number, shift: number): void {
  for (let at = sample; at < image.length; at += samples) image[at] = (image[at] ?? 0) << shift;
}
