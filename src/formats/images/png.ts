import { joinBytes } from '../../util/bytes.ts';
import type { ArrayFile } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import type { Numbers } from '../array/dtype.ts';
import { MOST_PER_BYTE } from '../bytes/deflate.ts';
import { numbersOf } from '../bytes/numbers.ts';
import type { ByteSource } from '../bytes/source.ts';
import { checkImage, type ImageHeader, imageFile } from './image-file.ts';
import { type PngContent, readPngChunks } from './png-chunks.ts';
import { unfiltered } from './png-filters.ts';
import { passesOf, placePass } from './png-passes.ts';
import { unpackedBytes } from './unpacked.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** PNG images (W3C, Portable Network Graphics). */
export const png: ArrayFormat = {
  name: 'png',
  recognizes: (head) => SIGNATURE.every((byte, i) => head[i] === byte),
  open: openPng,
};

const METER = 1000;

/**
 * Opens a PNG image: 1 to 16 bits, interlaced or not; gray, with opacity, RGB, RGBA. A palette is looked up, without its
 * opacity. Single bits are bool, 2 and 4 bits are spread over 0 to 255; the physical size counts where it is in meters.
 *
 * @throws InputError for a damaged file.
 */
async function openPng(source: ByteSource): Promise<ArrayFile> {
  const { name } = source;
  const content = readPngChunks(source);
  const { columns, rows, bits, palette, resolution } = content;
  const header: ImageHeader = {
    format: 'png',
    rows,
    columns,
    samples: palette ? 3 : content.channels,
    dtype: palette ? 'uint8' : bits === 16 ? 'uint16' : bits === 1 ? 'bool' : 'uint8',
    ...(resolution && { spacing: [METER / resolution.y, METER / resolution.x] as const }),
    essentials: [['Bits', `${bits}`]],
  };
  const packed = content.data.reduce((sum, { length }) => sum + length, 0);
  checkImage({ ...header, samples: content.channels }, bits / 8, packed * MOST_PER_BYTE, name);
  return imageFile(header, name, () => decodePng(content, source));
}

function decodePng(content: PngContent, { name }: ByteSource): Numbers {
  const { rows, columns, bits, channels, palette } = content;
  const pixelBits = bits * channels;
  const passes = passesOf(content);
  const lengths = passes.map((pass) => pass.rows * (1 + Math.ceil((pass.columns * pixelBits) / 8)));
  const filtered = unpackedBytes(
    joinBytes(content.data),
    lengths.reduce((sum, length) => sum + length, 0),
    name,
  );
  const samples = new Uint8Array(rows * columns * channels * (bits === 16 ? 2 : 1));
  let at = 0;
  for (const [i, pass] of passes.entries()) {
    const length = lengths[i] ?? 0;
    const lines = unfiltered(filtered.subarray(at, at + length), pass.rows, pixelBits, name);
    placePass(lines, pass, content, samples);
    at += length;
  }
  if (palette) return colors(samples, palette);
  if (bits === 16) return numbersOf(samples, 'uint16', false, name);
  if (bits === 2 || bits === 4) return samples.map((value) => value * (bits === 2 ? 85 : 17));
  return samples;
}

function colors(places: Uint8Array, palette: Uint8Array): Uint8Array {
  const result = new Uint8Array(3 * places.length);
  for (const [i, place] of places.entries()) result.set(palette.subarray(3 * place, 3 * place + 3), 3 * i);
  return result;
}
