/// <reference path="./cornerstone.d.ts" />
import { codestreamOf, readCodestreamHeader } from './codestream.ts';
import { checkFrameSize, type DecodedFrame, type FrameSize } from './frame.ts';
import { copiedSamples, WasmCodec } from './wasm-codec.ts';

const openjpeg = new WasmCodec(
  'JPEG 2000',
  async () => (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')).default,
);

const openjph = new WasmCodec(
  'HTJ2K',
  async () => (await import('@cornerstonejs/codec-openjph/wasmjs')).default,
);

/**
 * Decodes JPEG 2000 (ITU-T T.800) of up to 16 bits, lossless or lossy, by OpenJPEG; high-throughput JPEG 2000 (T.814)
 * by OpenJPH. A codestream within a JP2 file is taken out of it. The codestream's own color transform (RCT, ICT) is
 * undone: color comes as RGB.
 *
 * @throws InputError where the image is damaged or not of the declared size.
 */
export async function decodeJpeg2000(
  bytes: Uint8Array,
  declared: FrameSize | undefined,
  where: string,
): Promise<DecodedFrame> {
  const codestream = codestreamOf(bytes, where);
  const header = readCodestreamHeader(codestream, where);
  checkFrameSize(header, declared, where);
  const { rows, columns, samples, bits, signed, highThroughput } = header;
  const result = (pixels: Uint8Array) => ({
    ...{ rows, columns, samples, bits, signed, ownSign: true },
    data: copiedSamples(pixels, rows * columns * samples, header, where),
  });
  return highThroughput
    ? openjph.decode(codestream, where, (module) => new module.HTJ2KDecoder(), result)
    : openjpeg.decode(codestream, where, (module) => new module.J2KDecoder(), result);
}
