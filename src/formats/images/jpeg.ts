import type { ArrayFile } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import type { Numbers } from '../array/dtype.ts';
import type { ByteSource } from '../bytes/source.ts';
import { checkFrameSize } from '../codecs/frame.ts';
import { beginsWith, MARKER, readJpegHeader, segmentsBeforeScan } from '../codecs/jpeg/header.ts';
import { exifOrientation } from './exif.ts';
import { imageFile } from './image-file.ts';

/** JPEG images (ITU-T T.81): gray, color and CMYK of 8 bits; also of 12 bits, and lossless. */
export const jpeg: ArrayFormat = {
  name: 'jpeg',
  recognizes: (head) => head[0] === 0xff && head[1] === MARKER.SOI && head[2] === 0xff,
  open: openJpeg,
};

/**
 * Opens a JPEG image: color as RGB, CMYK with 0 as no ink. It is not turned as its Exif orientation says, only noted.
 *
 * @throws InputError for a damaged file.
 */
async function openJpeg(source: ByteSource): Promise<ArrayFile> {
  const bytes = source.read(0, source.size);
  const header = readJpegHeader(bytes, source.name);
  const { rows, columns, samples, bits } = header;
  checkFrameSize(header, undefined, source.name);
  const orientation = orientationOf(bytes, source.name);
  const image = {
    ...({ format: 'jpeg', rows, columns, samples } as const),
    dtype: bits > 8 ? ('uint16' as const) : ('uint8' as const),
    ...(orientation > 1 && { warnings: [turnedWarning(orientation)] }),
  };
  return imageFile(image, source.name, () => decode(source));
}

async function decode(source: ByteSource): Promise<Numbers> {
  const { decodeJpeg } = await import('../codecs/jpeg/decode.ts');
  const { data, samples, bits } = await decodeJpeg(source.read(0, source.size), source.name);
  return samples === 4 && bits === 8 ? data.map((ink) => 255 - ink) : data;
}

/** How Exif says that the image is turned or mirrored: 1 not at all, up to 8. */
function orientationOf(bytes: Uint8Array, where: string): number {
  for (const { marker, body } of segmentsBeforeScan(bytes, where)) {
    if (marker === MARKER.APP1 && beginsWith(body, 'Exif\0\0')) return exifOrientation(body.subarray(6)) ?? 1;
  }
  return 1;
}

function turnedWarning(orientation: number): string {
  return `By its Exif orientation (${orientation}) the image should be shown turned or mirrored; it is read as it is.`;
}
