import { check, InputError } from '../../../util/errors.ts';
import { checkFrameSize, checkPacked, type DecodedFrame, type FrameSize } from '../frame.ts';
import { type JpegHeader, notJpeg } from './header.ts';
import { inverseDct, ZIGZAG } from './inverse-dct.ts';
import { decodeScans, type Samples, type Scan, type ScanComponent } from './scan.ts';

/** A block of 64 takes two bits at least. */
const MOST_PER_BYTE = 256;

/**
 * Decodes sequential JPEG with Huffman coding (processes 1, 2 and 4 of ITU-T T.81, annex F) of 8 or 12 bits, without
 * subsampling and without a color transform. Within one gray level of any other decoder.
 *
 * @throws InputError where the image is damaged, of another process, or not of the declared size.
 */
export function decodeSequentialJpeg(
  bytes: Uint8Array,
  header: JpegHeader,
  declared: FrameSize | undefined,
  where: string,
): DecodedFrame {
  const { process, bits, components } = header;
  const level = components.every(({ horizontal, vertical }) => horizontal === 1 && vertical === 1);
  const sequential = process === 0xc0 || process === 0xc1;
  check(sequential && (bits === 8 || bits === 12) && (level || components.length === 1), () => ({
    where,
    expected: 'sequential JPEG of 8 or 12 bits without subsampling',
    received: `SOF${process - 0xc0} of ${bits} bits${level ? '' : ', subsampled'}`,
  }));
  checkFrameSize(header, declared, where);
  checkPacked(bytes, header, MOST_PER_BYTE, where);
  return decodeScans(bytes, header, where, (scan, image) => decodeScan(scan, header, image, where));
}

/** Block by block, 8 × 8 samples each, the components of a place one after the other. */
function decodeScan(scan: Scan, header: JpegHeader, image: Samples, where: string): void {
  const { components, restartInterval, bits } = scan;
  const [across, down] = [Math.ceil(header.columns / 8), Math.ceil(header.rows / 8)];
  const predictions = new Int32Array(components.length);
  const block = new Float64Array(64);
  for (let unit = 0; unit < across * down; unit++) {
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
      bits.restart();
      predictions.fill(0);
    }
    for (const [i, component] of components.entries()) {
      const dc = readBlock(scan, component, predictions[i] ?? 0, block, where);
      predictions[i] = dc;
      inverseDct(block);
      place(block, header, image, component.sample, Math.floor(unit / across) * 8, (unit % across) * 8);
    }
  }
}

/** Reads and dequantizes the coefficients of one block (T.81, F.2.2); gives the first, by which the next is predicted. */
function readBlock(
  { bits, quantization }: Scan,
  { dc, ac, quantization: destination }: ScanComponent,
  prediction: number,
  block: Float64Array,
  where: string,
): number {
  const steps = quantization.get(destination);
  if (!dc || !ac || !steps) throw new InputError(notJpeg(where, 'a scan without its tables'));
  block.fill(0);
  const size = bits.symbol(dc);
  if (size > 15) throw new InputError(notJpeg(where, 'a coefficient of more than 15 bits'));
  const value = (prediction + (size ? bits.signed(size) : 0)) | 0;
  block[0] = value * (steps[0] ?? 0);
  for (let k = 1; k < 64; k++) {
    const symbol = bits.symbol(ac);
    const length = symbol & 15;
    k += symbol >> 4;
    if (length === 0 && symbol !== 0xf0) break;
    if (length > 0 && k < 64) block[ZIGZAG[k] ?? 0] = bits.signed(length) * (steps[k] ?? 0);
  }
  return value;
}

/** Puts a block where it belongs, shifted up to be positive and held within the range; what juts out falls away. */
function place(
  block: Float64Array,
  { rows, columns, samples, bits }: JpegHeader,
  image: Samples,
  sample: number,
  row: number,
  column: number,
): void {
  const [middle, most] = [1 << (bits - 1), (1 << bits) - 1];
  for (let y = 0; y < 8 && row + y < rows; y++) {
    for (let x = 0; x < 8 && column + x < columns; x++) {
      const value = Math.round(block[8 * y + x] ?? 0) + middle;
      image[((row + y) * columns + column + x) * samples + sample] = Math.min(Math.max(value, 0), most);
    }
  }
}
