import { crc32, deflateSync } from 'node:zlib';
import { check } from '../util/errors.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** The color types of the specification, by the number of samples a pixel. */
const COLOR_TYPES = { 1: 0, 3: 2 } as const;

/**
 * An image of 8 bits a sample, row-major, as the bytes of a PNG file: gray, or red, green and blue one behind the other.
 *
 * Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025.
 */
export function encodePng(pixels: Uint8Array, rows: number, columns: number, samples: 1 | 3 = 1): Uint8Array {
  check(rows > 0 && columns > 0 && pixels.length === rows * columns * samples, () => ({
    where: 'encodePng',
    expected: `rows × columns pixels${samples === 1 ? '' : ` of ${samples} samples`}, at least one`,
    received: `${pixels.length} ${samples === 1 ? 'pixels' : 'samples'} for ${rows} × ${columns}`,
  }));
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, columns);
  header.setUint32(4, rows);
  header.setUint8(8, 8);
  header.setUint8(9, COLOR_TYPES[samples]);
  const chunks = [
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflateSync(scanLines(pixels, rows, columns * samples), { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ];
  return new Uint8Array(Buffer.concat([SIGNATURE, ...chunks]));
}

/** The same as a `data:` address. */
export function pngAddress(pixels: Uint8Array, rows: number, columns: number): string {
  return `data:image/png;base64,${Buffer.from(encodePng(pixels, rows, columns)).toString('base64')}`;
}

/** Values mapped linearly from the window to 0 to 255; what is not finite is black. */
export function grayLevels(pixels: ArrayLike<number>, [black, white]: readonly [number, number]): Uint8Array {
  const scale = 255 / (white - black || 1);
  return Uint8Array.from(pixels, (value) => {
    const level = (value - black) * scale;
    return Number.isNaN(level) ? 0 : Math.max(0, Math.min(255, Math.round(level)));
  });
}

/** Each row preceded by a zero: no filter. */
function scanLines(pixels: Uint8Array, rows: number, width: number): Uint8Array {
  const lines = new Uint8Array(rows * (width + 1));
  for (let row = 0; row < rows; row++) {
    lines.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return lines;
}

/** Length, type, data and checksum. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
