/// <reference path="../cornerstone.d.ts" />
import { InputError } from '../../../util/errors.ts';
import { checkFrameSize, checkPacked, type DecodedFrame, type FrameSize } from '../frame.ts';
import { copiedSamples, WasmCodec } from '../wasm-codec.ts';
import { type JpegHeader, MARKER, readJpegHeader } from './header.ts';
import { decodeLosslessJpeg } from './lossless.ts';
import { decodeSequentialJpeg } from './sequential.ts';

const libjpeg = new WasmCodec(
  'JPEG',
  async () => (await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs')).default,
);

/** A block of 64 takes a bit at least, and one of chroma stands for up to 16 times as many pixels. */
const MOST_PER_BYTE = 64 * 8 * 16;

/** What is known of an image besides its bytes. */
export interface JpegOptions {
  /** What the file around it declares. */
  readonly declared?: FrameSize;
  /**
   * Whether three components are taken as they are where the image itself says nothing of a color transform (no JFIF
   * or Adobe marker). Otherwise they count as YCbCr then.
   */
  readonly plainColors?: boolean;
}

/**
 * Decodes a JPEG image (ITU-T T.81) of any process that is in use: baseline, extended and progressive of 8 bits by
 * libjpeg-turbo, with its chroma upsampling; extended of 12 bits and lossless of 2 to 16 bits by decoders of our own.
 * Color comes as RGB.
 *
 * @throws InputError where the image is damaged, of another process, or not of the declared size.
 */
export async function decodeJpeg(
  bytes: Uint8Array,
  where: string,
  options: JpegOptions = {},
): Promise<DecodedFrame> {
  const header = readJpegHeader(bytes, where);
  const { process, bits, samples } = header;
  if (process === MARKER.SOF3) return decodeLosslessJpeg(bytes, header, options.declared, where);
  if (process > MARKER.SOF2 || (bits !== 8 && bits !== 12)) throw notInUse(header, where);
  if (bits === 12 || samples === 4) return decodeSequentialJpeg(bytes, header, options.declared, where);
  if (samples !== 1 && samples !== 3) throw notInUse(header, where);
  return decodeByLibjpeg(bytes, header, options, where);
}

async function decodeByLibjpeg(
  bytes: Uint8Array,
  header: JpegHeader,
  { declared, plainColors = false }: JpegOptions,
  where: string,
): Promise<DecodedFrame> {
  checkFrameSize(header, declared, where);
  checkPacked(bytes, header, MOST_PER_BYTE, where);
  const { rows, columns, samples, bits, adobe, jfif } = header;
  const plain = plainColors && samples === 3 && adobe === undefined && !jfif;
  const size = { rows, columns, samples, bits, signed: false, rgb: samples === 3 };
  return libjpeg.decode(
    plain ? withoutTransform(bytes) : bytes,
    where,
    (module) => new module.JPEGDecoder(),
    (pixels) => ({ ...size, data: copiedSamples(pixels, rows * columns * samples, size, where) }),
  );
}

/** Adobe's marker, saying that components are not transformed. */
const NO_TRANSFORM = Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0);

function withoutTransform(bytes: Uint8Array): Uint8Array {
  const marked = new Uint8Array(bytes.length + NO_TRANSFORM.length);
  marked.set(bytes.subarray(0, 2));
  marked.set(NO_TRANSFORM, 2);
  marked.set(bytes.subarray(2), 2 + NO_TRANSFORM.length);
  return marked;
}

function notInUse({ process, bits, samples }: JpegHeader, where: string): InputError {
  return new InputError({
    where,
    expected: 'JPEG of 8 or 12 bits with Huffman coding, or lossless JPEG, of 1, 3 or 4 components',
    received: `SOF${process - MARKER.SOF0} of ${bits} bits with ${samples} components`,
    remedy: 'Save the image in another format.',
  });
}
