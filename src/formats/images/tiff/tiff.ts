import { check } from '../../../util/errors.ts';
import type { ArrayFile } from '../../array/array-file.ts';
import type { ArrayFormat } from '../../array/array-format.ts';
import type { Numbers } from '../../array/dtype.ts';
import type { ByteSource } from '../../bytes/source.ts';
import { checkImage, type ImageHeader, imageFile } from '../image-file.ts';
import { chunkCount, readPage } from './chunks.ts';
import { MOST_PER_BYTE } from './compression.ts';
import { damagedTiff, readDirectories } from './directory.ts';
import { PHOTOMETRIC, pageOf, type TiffPage } from './page.ts';
import { checkPredictor } from './predictor.ts';

/** TIFF images (Adobe, TIFF 6.0). */
export const tiff: ArrayFormat = {
  name: 'tiff',
  recognizes: ([a, b, c, d]) =>
    (a === 0x49 && b === 0x49 && (c === 42 || c === 43) && d === 0) ||
    (a === 0x4d && b === 0x4d && c === 0 && (d === 42 || d === 43)),
  open: openTiff,
};

/**
 * Opens a TIFF file: strips or tiles; plain, LZW, Deflate or PackBits; integers of 1 to 32 bits and floats. Values are
 * as stored; where white is zero, the file is `inverted`. A palette is looked up. Pages like the first are its frames.
 *
 * @throws InputError for a damaged file, and for compressions and colors that are not in use for measured images.
 */
async function openTiff(source: ByteSource): Promise<ArrayFile> {
  const { name } = source;
  const { littleEndian, directories } = readDirectories(source);
  const all = directories.map((directory) => pageOf(directory, name));
  const [first] = all;
  if (!first) throw damagedTiff(name, 'no image');
  const pages = all.filter((page) => isLike(page, first));
  for (const page of pages) checkPage(page, name);
  const header = headerOf(first, pages.length, all.length - pages.length);
  const packed = pages.reduce((sum, page) => sum + page.byteCounts.reduce((a, b) => a + b, 0), 0);
  const most = first.compression === 1 ? source.size * pages.length : packed * MOST_PER_BYTE;
  checkImage({ ...header, samples: first.samples }, first.bits / 8, most, name);
  const read = (frame: number) => {
    const page = pages[frame] ?? first;
    const values = readPage(source, page, littleEndian);
    return page.colorMap ? colors(values, page.colorMap) : values;
  };
  const inverted = first.photometric === PHOTOMETRIC.whiteIsZero;
  return { ...imageFile(header, name, read), ...(inverted && { inverted }) };
}

function headerOf(first: TiffPage, pages: number, others: number): ImageHeader {
  const { rows, columns, bits, orientation, spacing } = first;
  const warnings = [
    ...(others > 0 ? [`${others} more pages are of another size or kind; they are left out.`] : []),
    ...(orientation > 1
      ? [`The image should be shown turned (orientation ${orientation}); it is read as it is.`]
      : []),
  ];
  return {
    format: 'tiff',
    rows,
    columns,
    samples: first.colorMap ? 3 : first.samples,
    ...(pages > 1 && { frames: pages }),
    dtype: first.colorMap ? 'uint8' : first.dtype,
    ...(spacing && { spacing }),
    essentials: [['Bits', `${bits}`]],
    ...(warnings.length > 0 && { warnings }),
  };
}

function isLike(page: TiffPage, first: TiffPage): boolean {
  const same = page.rows === first.rows && page.columns === first.columns && page.samples === first.samples;
  return same && page.dtype === first.dtype && page.photometric === first.photometric;
}

function checkPage(page: TiffPage, where: string): void {
  const { chunk, offsets, byteCounts, predictor, dtype, photometric, colorMap, bits } = page;
  const whole = chunk.rows > 0 && chunk.columns > 0 && chunk.rows * chunk.columns <= 2 ** 31;
  const count = whole ? chunkCount(page) : 0;
  check(
    whole && offsets.length >= count && byteCounts.length >= count,
    () => damagedTiff(where, `${offsets.length} strips or tiles where ${count} are needed`).complaint,
  );
  const map = photometric !== PHOTOMETRIC.palette || (colorMap?.length ?? 0) >= 3 * 2 ** Math.min(bits, 16);
  check(map, () => damagedTiff(where, 'a palette without its colors').complaint);
  checkPredictor(predictor, dtype.startsWith('float'), where);
}

/** The colors of a palette, 8 bits each. */
function colors(places: Numbers, colorMap: readonly number[]): Uint8Array {
  const count = colorMap.length / 3;
  const result = new Uint8Array(3 * places.length);
  for (let i = 0; i < places.length; i++) {
    for (let channel = 0; channel < 3; channel++) {
      result[3 * i + channel] = (colorMap[channel * count + (places[i] ?? 0)] ?? 0) >> 8;
    }
  }
  return result;
}
