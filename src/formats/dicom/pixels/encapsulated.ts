import { check, InputError } from '../../../util/errors.ts';
import type { Numbers } from '../../array/dtype.ts';
import { bytesSource } from '../../bytes/source.ts';
import type { DecodedFrame } from '../../codecs/frame.ts';
import { decodeRle } from '../../codecs/rle.ts';
import { Inflater } from '../inflate.ts';
import { Tag } from '../tags.ts';
import { TransferSyntax } from '../transfer-syntax.ts';
import { rgbOfYbr } from './color.ts';
import { type PixelDescription, storedDtype } from './description.ts';
import { isCells, storedValues } from './integers.ts';
import { frameBits, readNative } from './native.ts';

/** Deflated Image Frame Compression (PS3.5, A.4.13). */
const DEFLATED_FRAMES = '1.2.840.10008.1.2.8.1';

/**
 * The stored values of a compressed frame, colors as RGB. RLE and deflated frames are known by the transfer syntax, all
 * others by how their codestream begins, whatever the transfer syntax says.
 *
 * @throws InputError where it is damaged, of a compression that is not known, or not of the declared size.
 */
export async function decodeFrame(
  bytes: Uint8Array,
  description: PixelDescription,
  transferSyntax: string,
  where: string,
): Promise<Numbers> {
  if (transferSyntax === DEFLATED_FRAMES) return inflated(bytes, description, where);
  const frame = await decoded(bytes, description, transferSyntax, where);
  const values = inContainer(frame, description, where);
  const ybr = description.photometric.startsWith('YBR_FULL') && !frame.rgb;
  if (!ybr) return values;
  if (values instanceof Uint8Array) return rgbOfYbr(values);
  throw new InputError({
    where,
    expected: 'YBR_FULL of 8 bits',
    received: `${description.bitsAllocated} bits`,
  });
}

/** Decoders are loaded when they are needed. */
async function decoded(
  bytes: Uint8Array,
  { rows, columns, samples, bitsAllocated, photometric }: PixelDescription,
  transferSyntax: string,
  where: string,
): Promise<DecodedFrame> {
  const declared = { rows, columns, samples };
  if (transferSyntax === TransferSyntax.rle) return decodeRle(bytes, declared, bitsAllocated, where);
  switch (codestreamKind(bytes)) {
    case 'jpeg': {
      const { decodeJpeg } = await import('../../codecs/jpeg/decode.ts');
      return decodeJpeg(bytes, where, { declared, plainColors: photometric === 'RGB' });
    }
    case 'jpeg-ls': {
      const { decodeJpegLs } = await import('../../codecs/jpeg-ls/decode.ts');
      return decodeJpegLs(bytes, declared, where);
    }
    case 'jpeg-2000': {
      const { decodeJpeg2000 } = await import('../../codecs/jpeg-2000.ts');
      return decodeJpeg2000(bytes, declared, where);
    }
    default:
      throw unknownCompression(transferSyntax, where);
  }
}

function codestreamKind(bytes: Uint8Array): 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0x4f) return 'jpeg-2000';
  if (first === 0 && second === 0 && third === 0 && fourth === 12 && bytes[4] === 0x6a) return 'jpeg-2000';
  if (first !== 0xff || second !== 0xd8) return undefined;
  return isJpegLs(bytes) ? 'jpeg-ls' : 'jpeg';
}

/** Whether the first frame header is that of JPEG-LS, SOF55. */
function isJpegLs(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xcc;
    if (frame || marker === 0xda) return false;
    if (marker === 0xf7) return true;
    at += marker === 0xff ? 1 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return false;
}

/** The values in the dtype that the header declares, with the sign that they were stored with. */
function inContainer(frame: DecodedFrame, description: PixelDescription, where: string): Numbers {
  const { bitsAllocated, bitsStored, highBit, signed } = description;
  check(frame.bits <= Math.max(8, bitsAllocated), () => ({
    where,
    expected: `compressed values of at most ${bitsAllocated} bits, as the header declares`,
    received: `${frame.bits} bits`,
  }));
  const cells = widened(frame.data, description);
  if (!isCells(cells) || frame.signed || bitsAllocated === 1) return cells;
  // Of JPEG 2000, and of what has fewer bits than the header says, the codestream's own highest bit is the sign.
  const own = frame.ownSign ? { bitsStored: frame.bits, highBit: frame.bits - 1 } : { bitsStored, highBit };
  return storedValues(cells, { ...own, signed });
}

/** A copy in the declared dtype, unsigned where the values are, unless they are so already. */
function widened(data: Numbers, description: PixelDescription): Numbers {
  const signed = data instanceof Int8Array || data instanceof Int16Array;
  switch (storedDtype({ ...description, signed })) {
    case 'int16':
      return data instanceof Int16Array ? data : Int16Array.from(data);
    case 'uint16':
      return data instanceof Uint16Array ? data : Uint16Array.from(data);
    case 'int32':
      return Int32Array.from(data);
    case 'uint32':
      return data instanceof Uint32Array ? data : Uint32Array.from(data);
    default:
      return data;
  }
}

async function inflated(bytes: Uint8Array, description: PixelDescription, where: string): Promise<Numbers> {
  const length = Math.ceil(frameBits(description) / 8);
  const inflater = new Inflater(bytesSource(bytes, where), 0);
  inflater.upTo(length);
  check(inflater.bytes.length >= length, () => ({
    where,
    expected: `a frame of ${length} bytes when unpacked`,
    received: `${inflater.bytes.length}`,
    remedy: 'The file is cut off or damaged: get it again.',
  }));
  const source = bytesSource(inflater.bytes, where);
  const place = { source, offset: 0, length, littleEndian: true, vr: 'OB', tag: Tag.PixelData };
  return readNative({ kind: 'native', ...place }, description, 0, where);
}

function unknownCompression(transferSyntax: string, where: string): InputError {
  return new InputError({
    where,
    expected: 'RLE, JPEG, JPEG-LS, JPEG 2000 or deflated frames',
    received: `another compression (transfer syntax ${JSON.stringify(transferSyntax.slice(0, 64))})`,
    remedy: 'Convert it with dcmtk or gdcm; films are no images.',
  });
}
